using LanTalk.Plugins.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>The timers of <c>LanTalk.Plugins</c>.</summary>
public sealed class TimerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 15, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task ATimerRunsAgainAndAgain()
    {
        await using var server = await StartAsync(plugin => plugin.Every(TimeSpan.FromMinutes(1), () => plugin.Say("tick")));

        for (var minute = 0; minute < 3; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            (await server.NextAsync("say")).GetProperty("text").GetString().Should().Be("tick");
        }
    }

    [Fact]
    public async Task SomethingFarInTheFutureRunsOnce()
    {
        var due = _time.GetUtcNow().AddDays(60);
        await using var server = await StartAsync(plugin =>
        {
            plugin.At(due, () => plugin.Say("now"));
            plugin.Every(TimeSpan.FromDays(40), () => plugin.Say("not yet"));
        });

        _time.Advance(TimeSpan.FromDays(40));
        (await server.NextAsync("say")).GetProperty("text").GetString().Should().Be("not yet");
        _time.Advance(TimeSpan.FromDays(20));
        (await server.NextAsync("say")).GetProperty("text").GetString().Should().Be("now");
    }

    [Fact]
    public async Task WhatIsOverRunsAtOnceAndWhatIsCancelledNever()
    {
        await using var server = await StartAsync(plugin =>
        {
            var cancelled = plugin.Every(TimeSpan.FromSeconds(1), () => plugin.Say("cancelled"));
            plugin.Command("go", "", "Go.", _ => cancelled.Cancel());
            plugin.Command("later", "", "Say something soon.", _ => { plugin.At(_time.GetUtcNow().AddHours(-1), () => plugin.Say("over")); });
        });

        await server.ReplyToAsync("go");
        _time.Advance(TimeSpan.FromHours(1));
        await server.ReplyToAsync("later");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await server.NextAsync("say")).GetProperty("text").GetString().Should().Be("over");
    }

    [Fact]
    public async Task ATimerThatFailsRunsAgain()
    {
        await using var server = await StartAsync(plugin => plugin.Every(TimeSpan.FromMinutes(1), () =>
        {
            plugin.Say("tick");
            throw new InvalidOperationException("a fault of the author");
        }));

        _time.Advance(TimeSpan.FromMinutes(1));
        await server.NextAsync("say");
        _time.Advance(TimeSpan.FromMinutes(1));
        await server.NextAsync("say");
    }

    [Fact]
    public async Task AServerThatDoesNotAnswerIsNotWaitedForForEver()
    {
        await using var server = await StartAsync(plugin => plugin.Command("get", "", "Get.", _ => plugin.GetAsync("key")));
        server.Answers["get"] = "withheld";
        var call = await server.CommandAsync("get");
        await server.NextAsync("get");

        // The wait begins after the line is written: time passes until it has.
        var reply = server.NextAsync("reply");
        while (!reply.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        FakeServer.Reply(await reply, call).Should().Be("/get failed. The plug-in's log says why.");
        await server.Lines.LogAsync("The server does not answer.");
    }

    [Fact]
    public async Task AHandlerThatNeverEndsDoesNotKeepThePluginFromEnding()
    {
        var lines = new LinesInMemory(log =>
        {
            var plugin = Create(log);
            plugin.Command("hang", "", "Hang.", async call =>
            {
                call.Reply("hanging");
                await Task.Delay(Timeout.InfiniteTimeSpan, _time);
            });
            return plugin;
        });
        await using var server = new FakeServer(lines);
        await server.StartAsync();
        await server.ReplyToAsync("hang");
        await lines.CancelAsync();

        var end = lines.ExitAsync();
        while (!end.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await lines.LogAsync("although a handler still runs");
    }

    [Fact]
    public void ATimerNeedsTime()
    {
        var plugin = Create(TextWriter.Null);

        plugin.Invoking(one => one.Every(TimeSpan.Zero, () => { })).Should().Throw<ArgumentOutOfRangeException>();
        plugin.Invoking(one => one.Every(TimeSpan.FromDays(50), () => { })).Should().Throw<ArgumentOutOfRangeException>();
    }

    private Plugin Create(TextWriter log) => new("timers", time: _time) { Log = log };

    private async Task<FakeServer> StartAsync(Action<Plugin> prepare)
    {
        var server = new FakeServer(new LinesInMemory(log =>
        {
            var plugin = Create(log);
            prepare(plugin);
            return plugin;
        }));
        await server.StartAsync();
        await server.CommandAsync("is it running?");
        await server.NextAsync("reply");
        return server;
    }
}
