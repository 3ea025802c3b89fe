using System.Net;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Browser.Tests.Looks;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Chat;

/// <summary>Lines of a bot that are commands of that bot, with the real poll.</summary>
public sealed class BotCommandTests(InstalledTool tool, Chromium chromium) : AccessibilityTests(tool, chromium)
{
    /// <summary>The smallest height and width of what a finger is to hit, in pixels.</summary>
    private const float Finger = 44;

    [Fact]
    public async Task APollIsVotedInByTappingOnAPhone()
    {
        var (_, endPoint) = await ServeWithPollAsync();
        var (bob, dora) = await JoinTwoAsync(endPoint);
        await dora.MessageBox.FillAsync("half a text");

        await bob.TypeAsync("/poll Where do we meet? | Paris | Rome, in the little café behind the station | 3 o'clock");
        await dora.SeesAsync("Bob asks: Where do we meet?");
        await bob.TypeAsync("//vote 1 Paris");
        await Expect(dora.Message("/vote 1 Paris")).ToHaveCountAsync(2);

        // Exactly one: what Bob wrote is text.
        await Expect(dora.Button("/vote 1 Paris")).ToHaveCountAsync(1);
        foreach (var button in await dora.Messages.GetByRole(AriaRole.Button).Filter(new() { HasText = "/vote" }).AllAsync())
        {
            var box = (await button.BoundingBoxAsync())!;
            box.Height.Should().BeGreaterThanOrEqualTo(Finger);
            box.Width.Should().BeGreaterThanOrEqualTo(Finger);
        }

        await LookAsync(dora.Page, "a poll");
        await dora.Button("/vote 1 Paris").TapAsync();
        await Expect(dora.Messages.GetByText("You voted for Paris.")).ToBeVisibleAsync();
        await Expect(dora.MessageBox).ToHaveValueAsync("half a text");

        await dora.Page.ReloadAsync();
        await dora.IsInAsync();
        await dora.Button("/vote 3 3 o'clock").PressAsync("Enter");
        await Expect(dora.Messages.GetByText("You now vote for 3 o'clock.")).ToBeVisibleAsync();

        await bob.TypeAsync("/poll end");
        await Expect(await dora.SeesAsync("Where do we meet? (1 vote)")).ToContainTextAsync("3 o'clock ");
        await Expect(dora.Message("Where do we meet? (1 vote)")).ToContainTextAsync("1 (100%)");
        await bob.TypeAsync("/poll Which drink? | Water | Tea | Coffee");
        await dora.SeesAsync("Which drink?");
        await dora.Button("/vote 1 Paris").TapAsync();
        await Expect(dora.Messages.GetByText("Number 1 is Water in this room's poll: you have not voted.")).ToBeVisibleAsync();

        (await RunToEndAsync("plugin", "remove", "poll")).ExitCode.Should().Be(0);
        await Expect(dora.Button("/vote 1 Paris")).ToHaveCountAsync(0);
        await Expect(dora.Message("/vote 1 Paris")).ToHaveCountAsync(2);
        NothingIsWrong();
    }

    [Fact]
    public async Task WithoutAConnectionNothingCanBeTapped()
    {
        var (server, endPoint) = await ServeWithPollAsync();
        var (bob, dora) = await JoinTwoAsync(endPoint);
        await bob.TypeAsync("/poll Which drink? | Water | Tea");
        await Expect(dora.Button("/vote 2 Tea")).ToBeEnabledAsync();

        await server.SignalAsync("KILL");
        await server.ExitAsync();

        await Expect(dora.Button("/vote 2 Tea")).ToBeDisabledAsync();
        await dora.Button("/vote 2 Tea").TapAsync(new() { Force = true });
        await LookAsync(dora.Page, "a poll without a connection");
        await StartAsync(endPoint);
        await Expect(dora.Button("/vote 2 Tea")).ToBeEnabledAsync();
        await dora.SayAsync("/poll");
        await Expect(dora.Messages.GetByText("Which drink? (0 votes)")).ToBeVisibleAsync();
        NothingIsWrong();
    }

    private async Task<(ToolProcess Process, IPEndPoint EndPoint)> ServeWithPollAsync()
    {
        await Requirement.ProgramAsync("The poll is a program in Python", "python3", "--version");
        var examples = Path.Combine(InstalledTool.Repository(), "examples", "plugins");
        File.Copy(Path.Combine(examples, "lantalk_plugin.py"), Directory.File("lantalk_plugin.py"));
        File.Copy(Path.Combine(examples, "poll", "poll.py"), Directory.File("poll.py"));
        (await RunToEndAsync("plugin", "add", Directory.File("poll.py"), "--allow", "all")).ExitCode.Should().Be(0);
        var endPoint = FreeEndPoint();
        return (await StartAsync(endPoint), endPoint);
    }

    private async Task<ToolProcess> StartAsync(IPEndPoint endPoint)
    {
        var server = await ServeAtAsync(endPoint, ".");
        await server.ErrorAsync("The plug-in poll was started");
        return server;
    }

    private async Task<(ToolProcess Bob, Visitor Dora)> JoinTwoAsync(IPEndPoint endPoint)
    {
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        return (bob, await JoinAsync(endPoint, "Dora", Window(isPhone: true)));
    }
}
