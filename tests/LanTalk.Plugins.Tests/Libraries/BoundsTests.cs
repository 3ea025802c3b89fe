using LanTalk.Plugins.Running;
using LanTalk.Plugins.Tests.Infrastructure;

namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>What <c>LanTalk.Plugins</c> does not accept.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void MistakesAreToldWhereTheyAreMade()
    {
        var plugin = new Plugin("bounds");
        plugin.Command("one", "", "One.", _ => "one");
        plugin.Filter(_ => Verdict.Pass);

        plugin.Invoking(again => again.Command("one", "", "One.", _ => "one")).Should().Throw<ArgumentException>().WithMessage("There are two commands /one.*");
        plugin.Invoking(again => again.Filter(_ => Verdict.Pass)).Should().Throw<InvalidOperationException>().WithMessage("A plug-in has one filter.");
        plugin.Invoking(early => early.Say("hello")).Should().Throw<InvalidOperationException>().WithMessage("*use OnStart.");
    }

    [Fact]
    public async Task WhatDoesNotFitIntoTheQueueIsRefused()
    {
        var free = new TaskCompletionSource();
        await using var server = new FakeServer(new LinesInMemory(log =>
        {
            var plugin = new Plugin("bounds") { Log = log };
            plugin.Command("wait", "", "Wait.", _ => free.Task);
            plugin.Command("quick", "", "Be quick.", _ => "quick");
            plugin.OnEvent("*", _ => { });
            return plugin;
        }));
        await server.StartAsync();
        var first = await server.CommandAsync("wait");
        for (var waiting = 0; waiting <= Worker.MaxWaiting; waiting++)
        {
            await server.JoinAsync("Bob");
        }

        (await server.ReplyToAsync("quick")).Should().Be("The plug-in has too much to do. Try again later.");
        await server.Lines.LogAsync("the plug-in is too slow");

        free.SetResult();
        FakeServer.Reply(await server.NextAsync("reply"), first).Should().BeNull();
    }

    [Fact]
    public async Task OneConfirmationStandsForMessagesThatWait()
    {
        var free = new TaskCompletionSource();
        await using var server = new FakeServer(new LinesInMemory(log =>
        {
            var plugin = new Plugin("bounds") { Log = log };
            plugin.Command("wait", "", "Wait.", _ => free.Task);
            plugin.OnMessage(_ => { });
            return plugin;
        }));
        await server.StartAsync();
        await server.CommandAsync("wait");
        for (var id = 1; id <= 150; id++)
        {
            await server.SendAsync(new { type = "message", ts = "14:22", user = "Bob", text = "hello", id });
        }

        (await server.CommandAsync("unknown")).Should().Be(2);
        await server.NextAsync("reply");
        free.SetResult();
        await server.NextAsync("reply");

        (await server.NextAsync("seen")).GetProperty("id").GetInt64().Should().Be(100);
        (await server.NextAsync("seen")).GetProperty("id").GetInt64().Should().Be(150);
    }
}
