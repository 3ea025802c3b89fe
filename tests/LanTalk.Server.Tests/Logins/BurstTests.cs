using LanTalk.Protocol.Security;
using LanTalk.Server.Connections;
using LanTalk.Server.Identity;
using LanTalk.Server.Logins;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Logins;

public sealed class BurstTests : IDisposable
{
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _eve = UserKey.Create();

    public void Dispose()
    {
        _bob.Dispose();
        _eve.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TwelveRightLoginsAtOnceFromOneAddressAreAllRight(bool isTls)
    {
        await using var server = Start();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => isTls
            ? server.ConnectTls().LogInAsync(Fingerprint(server), $"cron{i}", _bob, "secret")
            : server.Connect().LogInAsync($"cron{i}", "secret")));

        answers.Should().OnlyContain(answer => answer.Text("type") == "auth_ok");
    }

    [Fact]
    public async Task ManyWrongOnesAtOnceAreAsManyAsOneAfterAnother()
    {
        await using var server = Start();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.Connect().LogInAsync("Eve", "wrong")));

        answers.Count(answer => answer.Text("code") == "password").Should().Be(5);
        answers.Count(answer => answer.Text("code") == "busy").Should().Be(7);
    }

    [Fact]
    public async Task WhoHasProvedThePasswordBeforeIsNotLockedOutByAGuesserOfTheSameAddress()
    {
        await using var server = Start();
        await QuitAsync(server, "Bob");
        for (var i = 0; i < 5; i++)
        {
            (await server.ConnectTls().LogInAsync(Fingerprint(server), "Eve", _eve, "wrong")).Text("code").Should().Be("password");
        }

        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Eve", _eve, "secret")).Text("code").Should().Be("busy");
        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _bob, "secret")).Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task ALoginWithoutAPasswordIsNoGuess()
    {
        await using var server = Start();
        for (var i = 0; i < 10; i++)
        {
            (await server.Connect().LogInAsync("Bob")).Text("code").Should().Be("password");
        }

        (await server.Connect().LogInAsync("Bob", "secret")).Text("type").Should().Be("auth_ok");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhoeverWaitsForOthersOfItsAddressDoesNotRunOutOfTime(bool isTls)
    {
        await using var server = TestServer.Start(options => options with { Password = "secret", AuthAttempts = 1 });
        var (other, _) = await server.Get<LoginThrottle>().BeginAsync(TestServer.SomeAddress);
        var bob = isTls ? server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _bob, "secret") : server.Connect().LogInAsync("Bob", "secret");
        while (!server.Get<ConnectionRegistry>().All.Any(connection => connection.IsWaiting))
        {
            await Task.Yield();
        }

        for (var i = 0; i < 20; i++)
        {
            server.Pass(TimeSpan.FromSeconds(5));
        }

        other!.Dispose();

        (await bob).Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task WhoDoesNotAnswerAChallengeHoldsUpNobody()
    {
        await using var server = TestServer.Start(options => options with { Password = "secret", AuthAttempts = 1 });
        var slow = server.ConnectTls();
        var transcript = SealedLoginSteps.Transcript(await slow.ReadAsync("auth_request"), Fingerprint(server).Hash, "Eve", _eve, new SrpClient());
        await slow.SendJsonAsync(SealedLoginSteps.Login(transcript, _eve));
        await slow.ReadAsync("auth_challenge");

        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _bob, "secret")).Text("type").Should().Be("auth_ok");
    }

    private static TestServer Start() => TestServer.Start(options => options with { Password = "secret", MaxPerAddress = 0 });

    private async Task QuitAsync(TestServer server, string name)
    {
        var client = server.ConnectTls();
        await client.LogInAsync(Fingerprint(server), name, _bob, "secret");
        await client.SendAsync("""{"type":"quit"}""");
        await client.ReadToEndAsync();
    }

    private static ServerFingerprint Fingerprint(TestServer server) => server.Get<ServerIdentity>().Fingerprint;
}
