using LanTalk.Server.Moderation;

namespace LanTalk.Server.Tests.Moderation;

public sealed class UnwrittenBanTests
{
    private const string Unwritten = ": in force until the server stops, but could not be written: ";

    [Fact]
    public async Task ABanThatCannotBeWrittenIsInForceAtOnceAndSaysSo()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");
        Obstruct(server);

        server.Terminal.Type("/ban Bob flooding");

        (await bob.ReadToEndAsync())[^1].Text("event").Should().Be("kick");
        (await server.Terminal.NextTextAsync()).Should().StartWith($"Banned 192.168.1.10 (Bob){Unwritten}");
        (await server.Connect().LogInAsync("Bob")).Text("code").Should().Be("banned");
        server.Terminal.Type("/bans");
        (await server.Terminal.NextTextAsync()).Should().StartWith("192.168.1.10");
    }

    [Fact]
    public async Task WhatCouldNotBeWrittenIsWrittenLater()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var obstacle = Obstruct(server);
        server.Terminal.Type("/ban 10.0.0.1");
        (await server.Terminal.NextTextAsync()).Should().Contain(Unwritten);
        await server.RetryBansAsync();
        File.Exists(BanFile(server)).Should().BeFalse();
        Directory.Delete(obstacle);

        server.Pass(TimeSpan.FromSeconds(10));
        await server.RetryBansAsync();

        BanStore.Open(server.Directory.Path, server.Time).List().Single().Target.ToString().Should().Be("10.0.0.1");
    }

    [Fact]
    public async Task AnEndThatCannotBeWrittenIsInForceToo()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        await server.Terminal.AnswerAsync("/ban 192.168.1.10");
        Obstruct(server);

        server.Terminal.Type("/unban 192.168.1.10");

        (await server.Terminal.NextTextAsync()).Should().StartWith($"192.168.1.10 is no longer banned{Unwritten}");
        await server.JoinAsync("Bob");
    }

    [Fact]
    public async Task WhatAnotherProcessAddsJoinsWhatIsNotWritten()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var obstacle = Obstruct(server);
        await server.Terminal.AnswerAsync("/ban 10.0.0.1");
        Directory.Delete(obstacle);
        await BanStore.Open(server.Directory.Path, server.Time).AddAsync(Ban("10.0.0.2"));

        server.LookAtBans();
        server.Terminal.Type("/bans");
        (await server.Terminal.NextTextAsync()).Should().StartWith("10.0.0.2");
        (await server.Terminal.NextTextAsync()).Should().StartWith("10.0.0.1");
        server.Pass(TimeSpan.FromSeconds(10));
        await server.RetryBansAsync();

        BanStore.Open(server.Directory.Path, server.Time).List().Should().HaveCount(2);
    }

    private static Ban Ban(string address) => new(BanTarget.TryParse(address, out var target, out var error) ? target : throw new FormatException(error));

    /// <summary>Puts a directory where the new file would be written, which fails the write like a full disk.</summary>
    private static string Obstruct(TestServer server) => Directory.CreateDirectory($"{BanFile(server)}.new").FullName;

    private static string BanFile(TestServer server) => server.Directory.File("bans.json");
}
