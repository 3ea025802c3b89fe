using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Away;

public sealed class ComingBackTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task AfterTheServerWasKilledThePageComesBackAndSendsWhatWasWrittenOnce()
    {
        var endPoint = FreeEndPoint();
        var server = await ServeAtAsync(endPoint);
        var dora = await JoinAsync(endPoint, "Dora");
        await dora.SayAsync("said before");
        await dora.HasSentAsync("said before");

        await server.SignalAsync("KILL");
        await server.ExitAsync();
        await Expect(dora.Connection).Not.ToHaveTextAsync("Connected");
        await dora.SayAsync("written meanwhile, first");
        await dora.SayAsync("written meanwhile, second");
        await Expect((await dora.SeesAsync("written meanwhile, second")).GetByText("Sending")).ToHaveCountAsync(1);
        server = await ServeAtAsync(endPoint);

        await dora.IsInAsync();
        await server.OutputAsync("Dora: written meanwhile, first");
        await server.OutputAsync("Dora: written meanwhile, second");
        await dora.HasSentAsync("written meanwhile, second");
        await dora.SeesAsync("said before");
        await dora.SayAsync("said after");
        await server.OutputAsync("Dora: said after");
        server.Output.Count(line => line.Contains("written meanwhile", StringComparison.Ordinal)).Should().Be(2);
        await Expect(dora.Message("written meanwhile")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task AfterTheNetworkWasCutWhatWasWrittenIsSentOnce()
    {
        var (server, endPoint) = await ServeAsync("--idle-timeout", "3s");
        await using var wire = Wire.Before(endPoint);
        var dora = await JoinAsync(wire.EndPoint, "Dora");

        wire.Unplug();
        await dora.SayAsync("into the dark");
        await Expect(dora.Connection).Not.ToHaveTextAsync("Connected");
        await dora.SayAsync("written offline");
        wire.Plug();

        await dora.IsInAsync();
        await server.OutputAsync("Dora: into the dark");
        await server.OutputAsync("Dora: written offline");
        await dora.HasSentAsync("into the dark");
        await dora.HasSentAsync("written offline");
        await dora.SayAsync("light again");
        await server.OutputAsync("Dora: light again");
        server.Output.Count(line => line.Contains("into the dark", StringComparison.Ordinal)).Should().Be(1);
        server.Output.Count(line => line.Contains("written offline", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task WhatWasSaidDuringACutIsThereAfterwards()
    {
        var (server, endPoint) = await ServeAsync("--idle-timeout", "3s");
        await using var wire = Wire.Before(endPoint);
        var dora = await JoinAsync(wire.EndPoint, "Dora");

        wire.Unplug();
        await server.TypeAsync("said during the cut");
        await Expect(dora.Connection).Not.ToHaveTextAsync("Connected");
        wire.Plug();

        await dora.SeesAsync("said during the cut");
        await dora.IsInAsync();
    }

    [Fact]
    public async Task ANetworkThatIsGoneForTwentySecondsLosesAndDoublesNothing()
    {
        var (server, endPoint) = await ServeAsync();
        await using var wire = Wire.Before(endPoint);
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(wire.EndPoint, "Dora");

        wire.Unplug();
        await dora.SayAsync("into the dark");
        await bob.TypeAsync("said on the other side");
        await server.OutputAsync("Bob: said on the other side");
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        wire.Plug();

        await bob.OutputAsync("Dora: into the dark");
        await dora.HasSentAsync("into the dark");
        await dora.SeesAsync("said on the other side");
        await dora.IsInAsync();
        await dora.SayAsync("light again");
        await bob.OutputAsync("Dora: light again");
        bob.Output.Count(line => line.Contains("into the dark", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task AReloadKeepsTheDraftAndTheSession()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var dora = await JoinAsync(endPoint, "Dora");
        await bob.OutputAsync("Dora");

        await dora.MessageBox.FillAsync("half a thought");
        await dora.Page.ReloadAsync();
        await Expect(dora.MessageBox).ToHaveValueAsync("half a thought");
        await dora.IsInAsync();
        await dora.Button("Send").ClickAsync();

        await bob.OutputAsync("Dora: half a thought");
        bob.Output.Should().NotContain(line => line.Contains("left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OfTwoTabsOneHasTheChatAndHandsItOver()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        var first = await JoinAsync(endPoint, "Dora");

        var second = await OpenAsync(first.Page.Context, $"http://{endPoint}/");
        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Open in another tab" })).ToBeVisibleAsync();
        await second.Button("Use it here").ClickAsync();

        await second.IsInAsync();
        await Expect(first.Page.GetByRole(AriaRole.Heading, new() { Name = "Open in another tab" })).ToBeVisibleAsync();
        await second.SayAsync("from the second tab");
        await bob.OutputAsync("Dora: from the second tab");
        await first.Button("Use it here").ClickAsync();
        await first.IsInAsync();
        await first.SeesAsync("from the second tab");
    }

    [Fact]
    public async Task WhileTheServerIsAwayThePageSaysSoAndComesUpWithIt()
    {
        var endPoint = FreeEndPoint();
        var server = await ServeAtAsync(endPoint);
        var dora = await OpenAsync(endPoint);
        await Expect(dora.NameBox).ToBeVisibleAsync();
        await server.SignalAsync("KILL");
        await server.ExitAsync();

        await dora.JoinAsync("Dora");
        await Expect(dora.Page.GetByText("The server does not answer").Or(dora.Page.GetByText("Check that you are on the same network")).First).ToBeVisibleAsync();
        await ServeAtAsync(endPoint);
        await dora.JoinAsync("Dora");

        await dora.IsInAsync();
    }
}
