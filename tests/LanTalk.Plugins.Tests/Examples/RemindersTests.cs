using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary><c>examples/plugins/reminders</c>.</summary>
public sealed class RemindersTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SortedDictionary<string, string> _store = new(StringComparer.Ordinal);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AReminderComesInPrivateAndIsForgotten()
    {
        await using var server = await StartAsync();
        var call = await server.CommandAsync("remind", "1s tea");
        FakeServer.Reply(await server.NextAsync("reply"), call).Should().Be("You will be reminded in 1s.");
        _store.Should().HaveCount(1);

        var reminder = await server.NextAsync("private");

        (reminder.GetProperty("to").GetString(), reminder.GetProperty("text").GetString()).Should().Be(("Bob", "Reminder: tea"));
        (await server.ReplyToAsync("reminders")).Should().Be("You have no reminders.");
        _store.Should().BeEmpty();
    }

    [Fact]
    public async Task RemindersSurviveARestart()
    {
        await using (var server = await StartAsync())
        {
            await server.ReplyToAsync("remind", "2d bread");
            await server.ReplyToAsync("remind", "in 1h30m\nschöner Tee");
            await server.StopAsync();
        }

        await using var again = await StartAsync();

        (await again.ReplyToAsync("reminders")).Should().Be("1. in 1h30m: schöner Tee\n2. in 2d: bread");
        (await again.ReplyToAsync("reminders", user: "Carol")).Should().Be("You have no reminders.");
    }

    [Fact]
    public async Task WhatIsOverdueAfterARestartComesAtOnceAndSaysHowLateItIs()
    {
        _store["reminder/7"] = """{"user":"Bob","text":"tea","set":1000,"due":2000}""";
        await using var server = await StartAsync();

        (await server.NextAsync("private")).GetProperty("text").GetString().Should().MatchRegex(@"^Reminder: tea \([0-9]+d([0-9]+h)? late\)$");
    }

    [Fact]
    public async Task AReminderForSomebodyWhoIsNotThereIsKept()
    {
        await using var server = await StartAsync();
        server.Answers["private"] = new { error = "Bob is not online." };
        await server.ReplyToAsync("remind", "1s tea");
        await server.NextAsync("private");

        (await server.ReplyToAsync("reminders")).Should().Be("1. in 1s: tea");
    }

    [Fact]
    public async Task AReminderCanBeCancelled()
    {
        await using var server = await StartAsync();
        await server.ReplyToAsync("remind", "2h bread");
        await server.ReplyToAsync("remind", "1h tea");

        (await server.ReplyToAsync("remind", "cancel 2")).Should().Be("You will not be reminded of this: bread");
        (await server.ReplyToAsync("remind", "cancel 2")).Should().Be("You have no such reminder. /reminders shows those that you have.");
        (await server.ReplyToAsync("reminders")).Should().StartWith("1. in").And.EndWith(": tea");
    }

    [Theory]
    [InlineData("", "Say when, and of what:*")]
    [InlineData("tea", "Say when, and of what:*")]
    [InlineData("10m", "Say when, and of what:*")]
    [InlineData("0s tea", "A reminder comes after at most 365 days.")]
    [InlineData("999999999d tea", "A reminder comes after at most 365 days.")]
    [InlineData("99999999999999999999s tea", "Say when, and of what:*")]
    public async Task ATimeThatCannotBeIsAnErrorInWords(string arguments, string error)
    {
        await using var server = await StartAsync();

        (await server.ReplyToAsync("remind", arguments)).Should().Match(error);
        (await server.ReplyToAsync("remind", $"1h {new string('x', 301)}")).Should().Be("A reminder has at most 300 characters.");
        server.Lines.Log.Should().BeEmpty();
    }

    [Fact]
    public async Task AUserHasAtMostTwentyReminders()
    {
        await using var server = await StartAsync();
        for (var reminder = 0; reminder < 20; reminder++)
        {
            await server.ReplyToAsync("remind", "1h tea");
        }

        (await server.ReplyToAsync("remind", "1h tea")).Should().StartWith("You have 20 reminders already.");
        (await server.ReplyToAsync("remind", "1h tea", "Carol")).Should().Be("You will be reminded in 1h.");
    }

    private async Task<FakeServer> StartAsync()
    {
        var server = await Example.StartAsync("reminders", _directory.Path, _store);
        await server.StartAsync();
        return server;
    }
}
