using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Terminal.Styling;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class ChatFilesTests : IDisposable
{
    private readonly FakePrompt _prompt = new();
    private readonly FakeSession _session = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly Transfers _transfers;
    private readonly ChatFiles _files;

    public ChatFilesTests()
    {
        var time = new FakeTimeProvider();
        var screen = new ChatScreen(new SessionSource(_session, new Roster()), _prompt, new ScreenText(isEncrypted: true, Style.ForName),
            new Roster(), new ClientSettings(new Dictionary<string, string>()), time);
        _transfers = new Transfers(screen.ShowStatus, time);
        _files = new ChatFiles(_session, screen, _transfers, HashCache.In(_directory.Path), _directory.Path, time, CancellationToken.None);
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("", "lobby", "takes one or more paths")]
    [InlineData("a.txt @Carol", "lobby", "for one user alone are not there yet")]
    [InlineData("a.txt", "@Carol", "for one user alone are not there yet")]
    public void WhatCannotBeSentIsSaidAtOnce(string argument, string place, string told)
    {
        _files.Send(argument, place);

        _prompt.Lines.Should().ContainSingle().Which.Should().Contain(told);
        _transfers.Count.Should().Be(0);
    }

    [Fact]
    public async Task AFileThatIsNotThereIsNamed()
    {
        _files.Send("\"no such file\"", "lobby");
        await _files.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        _prompt.Lines.Should().ContainSingle().Which.Should().Contain("no such file: There is no file or directory ");
        _transfers.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("seventeen")]
    [InlineData("17 one two")]
    public void GetTakesANumberAndADirectory(string argument)
    {
        _files.Get(argument, "lobby");

        _prompt.Lines.Should().ContainSingle().Which.Should().StartWith("/get takes the number");
    }

    [Fact]
    public async Task AShareThatIsNotInTheRoomIsNotFound()
    {
        _files.Get("17", "lobby");
        await _files.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        _prompt.Lines.Should().ContainSingle().Which.Should().Be("#17: there is no such share in this room. /files lists them.");
    }

    [Fact]
    public async Task WhereThereAreNoFilesItIsSaid()
    {
        _files.Learn(new Received(new RoomMessage("14:22", "Carol", "x") { Share = new ShareFacts(17, "trip", 2, 200, 100, "root") }));
        _files.Get("#17", "lobby");
        await _files.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        _prompt.Lines.Should().ContainSingle().Which.Should().StartWith("trip: Files need an encrypted connection");
    }

    [Fact]
    public void WhatIsNotUnderWayCannotBeCancelled()
    {
        _files.Cancel("17");

        _prompt.Lines.Should().ContainSingle().Which.Should().Be("Nothing called 17 is being sent or got.");
    }
}
