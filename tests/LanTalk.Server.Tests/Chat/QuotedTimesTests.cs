using LanTalk.Protocol.Security;

namespace LanTalk.Server.Tests.Chat;

public sealed class QuotedTimesTests : IDisposable
{
    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("/history")]
    [InlineData("/search hello")]
    public async Task AnAnswerTellsVersion3WhenEachMessageWasSaidAndVersion2InTheText(string command)
    {
        await using var server = TestServer.Start();
        var older = await server.JoinAsync("Bob");
        await older.SayAsync("hello");
        var newer = await server.JoinAsync("Carol", _key);
        await newer.DrainAsync();
        await older.DrainAsync();
        var said = server.Time.GetUtcNow().ToUnixTimeMilliseconds();
        server.Time.Advance(TimeSpan.FromMinutes(1));

        await newer.SayAsync(command);
        await older.SayAsync(command);

        var quoted = (await newer.DrainAsync()).Last(message => message.Text("event") == "reply");
        quoted.Text("text").Should().Be("Bob: hello");
        quoted.Text("ts").Should().Be("14:22");
        quoted.GetProperty("at").GetInt64().Should().BeCloseTo(said, 1000);
        var line = (await older.DrainAsync()).Last(message => message.Text("event") == "reply");
        line.Text("text").Should().Be("[14:22] Bob: hello");
        line.Text("ts").Should().Be("14:23");
        line.TryGetProperty("at", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("/history", "[14:22] Bob: hello")]
    [InlineData("/search hello", "Found in lobby. in:all searches all your rooms.", "[14:22] Bob: hello")]
    [InlineData("/search in:all hello", "Found in lobby, ops.", "[lobby] [14:22] Bob: hello")]
    public async Task TheConsoleShowsTheServersTimeInTheText(string command, params string[] answer)
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _key);
        await bob.SayAsync("hello");
        await bob.SendAsync("""{"type":"join","room":"ops"}""");
        await bob.DrainAsync();
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await server.StartConsoleAsync();

        server.Terminal.Type(command);

        foreach (var line in answer)
        {
            (await server.Terminal.NextTextAsync()).Should().Be(line);
        }
    }

    [Fact]
    public async Task WhatQuotesNothingHasNoTimeOfItsOwn()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _key);
        await bob.DrainAsync();

        await bob.SayAsync("/history");
        await bob.SayAsync("/search hello");

        var answers = await bob.DrainAsync();
        answers.Texts("system").Should().Equal("Nothing has been said yet.", "Nothing was found in lobby.");
        answers.Should().OnlyContain(message => message.Text("ts") == "14:22" && message.Text("at") == null);
    }

    [Theory]
    [InlineData(20, "less than a minute")]
    [InlineData((2 * 3600) + 5, "2h")]
    [InlineData((2 * 3600) + (5 * 60) + 5, "2h5m")]
    [InlineData((26 * 3600) + (5 * 60), "1d2h")]
    public async Task WhoisTellsVersion3HowLongAUserHasBeenOnlineAndVersion2SinceWhen(int seconds, string length)
    {
        await using var server = TestServer.Start(options => options with { IdleTimeout = TimeSpan.Zero });
        var older = await server.JoinAsync("Bob");
        var newer = await server.JoinAsync("Carol", _key);
        await older.DrainAsync();
        await newer.DrainAsync();
        server.Time.Advance(TimeSpan.FromSeconds(seconds));

        await newer.SayAsync("/whois Bob");
        await older.SayAsync("/whois Bob");

        (await newer.DrainAsync()).Texts("system").Should().ContainSingle().Which.Should().Contain($", online for {length}, ");
        (await older.DrainAsync()).Texts("system").Should().ContainSingle().Which.Should().Contain(", online since 14:22, ");
    }
}
