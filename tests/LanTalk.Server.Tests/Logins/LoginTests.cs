using System.Net;
using LanTalk.Server.Moderation;

namespace LanTalk.Server.Tests.Logins;

public sealed class LoginTests
{
    [Fact]
    public async Task TheServerSpeaksFirst()
    {
        await using var server = TestServer.Start();
        var client = server.Connect();

        (await client.ReadLineAsync()).Should().Be("""{"type":"auth_request","ts":"14:22","needs_password":false}""");
    }

    [Fact]
    public async Task ARightLoginIsAnsweredWithTheNamesAndTheLimits()
    {
        await using var server = TestServer.Start();
        var client = server.Connect();
        await client.ReadAsync("auth_request");
        await client.SendAsync("""{"username":"Bob"}""");

        (await client.ReadLineAsync()).Should().Be(
            """{"type":"auth_ok","ts":"14:22","username":"Bob","server_name":"Alice","rate_limit":"10/5s","max_text":4096,"idle_timeout":"5m"}""");
    }

    [Fact]
    public async Task AServerWithAPasswordSaysSoAndTakesTheRightOne()
    {
        await using var server = TestServer.Start(options => options with { Password = "secret" });
        var client = server.Connect();
        (await client.ReadAsync()).GetProperty("needs_password").GetBoolean().Should().BeTrue();

        await client.SendAsync("""{"username":"Bob","password":"secret"}""");

        (await client.ReadAsync()).Text("type").Should().Be("auth_ok");
    }

    [Theory]
    [InlineData("""{"username":"Bob","password":"Secret"}""", "password")]
    [InlineData("""{"username":"Bob"}""", "password")]
    [InlineData("""{"username":"","password":"secret"}""", "name_invalid")]
    [InlineData("""{"username":"Bob Smith","password":"secret"}""", "name_invalid")]
    [InlineData("""{"username":"abcdefghijklmnopqrstuvwxy","password":"secret"}""", "name_invalid")]
    [InlineData("""{"username":"alice","password":"secret"}""", "name_taken")]
    [InlineData("""{"type":"message","text":"let me in"}""", "malformed")]
    [InlineData("hello", "malformed")]
    public async Task AWrongLoginIsRefusedWithAReasonAndTheConnectionCloses(string login, string code)
    {
        await using var server = TestServer.Start(options => options with { Password = "secret" });
        var client = server.Connect();
        await client.ReadAsync("auth_request");

        await client.SendAsync(login);

        var answer = await client.ReadAsync();
        answer.Text("type").Should().Be("auth_fail");
        answer.Text("code").Should().Be(code);
        answer.Text("reason").Should().NotBeNullOrEmpty();
        (await client.ReadLineAsync()).Should().BeNull();
    }

    [Fact]
    public async Task ANameIsHeldByOneUserWhateverItsCase()
    {
        await using var server = TestServer.Start();
        await server.JoinAsync("Bob");

        var answer = await server.Connect().LogInAsync("bOB");

        answer.Text("code").Should().Be("name_taken");
    }

    [Fact]
    public async Task ANameIsFreeAgainWhenItsUserHasLeft()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        await bob.SendAsync("""{"type":"quit"}""");
        (await bob.ReadToEndAsync()).Should().BeEmpty();

        var answer = await server.Connect().LogInAsync("Bob");

        answer.Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task WhoDoesNotLogInInTimeIsToldSoAndCutOff()
    {
        await using var server = TestServer.Start();
        var client = server.Connect();
        await client.ReadAsync("auth_request");

        server.Pass(TimeSpan.FromSeconds(10.5));

        (await client.ReadAsync()).Text("code").Should().Be("timeout");
        (await client.ReadLineAsync()).Should().BeNull();
    }

    [Fact]
    public async Task ABannedAddressIsToldSoBeforeItSaysAnything()
    {
        await using var server = TestServer.Start();
        BanTarget.TryParse("192.168.1.0/24", out var range, out _).Should().BeTrue();
        await server.Get<BanStore>().AddAsync(new Ban(range!, "spam", null, "Alice"));
        var client = server.Connect();

        (await client.ReadAsync()).Text("type").Should().Be("auth_request");
        var answer = await client.ReadAsync();
        answer.Text("code").Should().Be("banned");
        answer.Text("reason").Should().Contain("spam");
    }

    [Fact]
    public async Task AnAddressHasOnlySoManyConnectionsButOthersStillComeIn()
    {
        await using var server = TestServer.Start(options => options with { MaxPerAddress = 2 });
        await server.JoinAsync("a");
        await server.JoinAsync("b");

        var third = server.Connect();
        await third.ReadAsync("auth_request");
        (await third.ReadAsync()).Text("code").Should().Be("busy");
        await server.JoinAsync("c", IPAddress.Parse("192.168.1.11"));
    }

    [Fact]
    public async Task TheServersOwnMachineHasNoLimitOfConnections()
    {
        await using var server = TestServer.Start(options => options with { MaxPerAddress = 1 });
        await server.JoinAsync("a", IPAddress.Loopback);
        await server.JoinAsync("b", IPAddress.Loopback);
        await server.JoinAsync("c", IPAddress.IPv6Loopback);

        await server.JoinAsync("d", IPAddress.IPv6Loopback);
    }

    [Fact]
    public async Task AFullServerRefuses()
    {
        await using var server = TestServer.Start(options => options with { MaxSessions = 1 });
        await server.JoinAsync("a");

        var second = server.Connect();
        await second.ReadAsync("auth_request");
        (await second.ReadAsync()).Text("code").Should().Be("busy");
    }

    [Fact]
    public async Task AfterFiveWrongPasswordsAnAddressMustWaitEvenWithTheRightOne()
    {
        await using var server = TestServer.Start(options => options with { Password = "secret" });
        for (var i = 0; i < 5; i++)
        {
            (await server.Connect().LogInAsync("Bob", "wrong")).Text("code").Should().Be("password");
        }

        (await server.Connect().LogInAsync("Bob", "secret")).Text("code").Should().Be("busy");
        server.Pass(TimeSpan.FromSeconds(1));
        (await server.Connect().LogInAsync("Bob", "secret")).Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task ALoginMaySpanManyReads()
    {
        await using var server = TestServer.Start();
        var client = server.Connect();
        await client.ReadAsync("auth_request");
        foreach (var piece in """{"username":"Bob"}""" + "\r\n")
        {
            await client.SendBytesAsync(new[] { (byte)piece });
        }

        (await client.ReadAsync()).Text("username").Should().Be("Bob");
    }
}
