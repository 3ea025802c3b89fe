using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class TypedTextsTests
{
    private readonly FakePrompt _prompt = new();
    private readonly FakeSession _session = new();
    private readonly TypedTexts _typed;

    public TypedTextsTests()
    {
        var screen = new ChatScreen(new SessionSource(_session, new Roster()), _prompt, new ScreenText(isEncrypted: false, Style.ForName),
            new Roster(), new ClientSettings(new Dictionary<string, string>()), TimeProvider.System);
        _typed = new TypedTexts(_prompt, new ChatInput(_session, screen, _prompt, SettingsFile.In("/nonexistent")));
    }

    [Fact]
    public async Task WhatIsTypedIsDoneInItsOrderUntilTheUserLeaves()
    {
        _prompt.Type("one", "two", "/quit", "three");

        await _typed.DoAllAsync(CancellationToken.None);

        _session.Said.Select(said => said.Text).Should().Equal("one", "two");
        _typed.TakeLeft().Should().Equal("three");
    }

    [Fact]
    public async Task CancelDoesNotWaitForItsTurn()
    {
        _session.IsFull = true;
        _session.Unsent.Add(Outgoing.Say("in the outbox", null));
        var doing = _typed.DoAllAsync(CancellationToken.None);

        _prompt.Type("held up", "behind it", "/cancel");

        await _prompt.ShownAsync("Cancelled: 3 texts are not sent.");
        _session.IsFull = false;
        _prompt.Type("after it", "/quit");
        await doing;
        _session.Said.Select(said => said.Text).Should().Equal("after it");
        _session.Unsent.Should().BeEmpty();
    }

    [Fact]
    public async Task WhereNothingWaitsThereIsNothingToCancel()
    {
        _prompt.Type(" /CANCEL ");
        _prompt.EndInput();

        await _typed.DoAllAsync(CancellationToken.None);

        _prompt.Lines.Should().ContainSingle().Which.Should().StartWith("There is nothing to cancel");
    }

    [Fact]
    public async Task WhatIsHeldUpWhenTheUserLeavesIsLeft()
    {
        using var leaving = new CancellationTokenSource();
        _session.IsFull = true;
        var doing = _typed.DoAllAsync(leaving.Token);
        _prompt.Type("held up", "behind it", "/cancel nothing");
        await _session.HeldUp;

        await leaving.CancelAsync();

        await doing.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        _typed.TakeLeft().Should().StartWith(["held up"]);
    }
}
