using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CsCheck;
using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Logins;

public sealed class SealedLoginTests : IDisposable
{
    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task TheServerSpeaksFirstAndNamesItself()
    {
        await using var server = TestServer.Start(options => options with { Password = "secret" });
        var request = await server.ConnectTls().ReadAsync();

        request.Text("server_name").Should().Be("Alice");
        request.Text("nonce").Should().HaveLength(43);
        request.Text("salt").Should().HaveLength(22);
        (await server.ConnectTls().ReadAsync()).Text("nonce").Should().NotBe(request.Text("nonce"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("secret", "secret")]
    public async Task AKeyAndTheRightPasswordLogIn(string? required, string? given)
    {
        await using var server = TestServer.Start(options => options with { Password = required });

        var answer = await server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _key, given);

        answer.Text("type").Should().Be("auth_ok");
        answer.Text("username").Should().Be("Bob");
        (answer.Text("proof") is not null).Should().Be(required is not null);
    }

    [Fact]
    public async Task VersionTwoAndThreeShareTheRoomAndThePassword()
    {
        await using var server = TestServer.Start(options => options with { Password = "secret" });
        var carol = server.Connect();
        await carol.LogInAsync("Carol", "secret");
        var bob = server.ConnectTls();
        await bob.LogInAsync(Fingerprint(server), "Bob", _key, "secret");

        await bob.SayAsync("from three");
        await carol.SayAsync("from two");

        (await carol.ReadAsync("message")).Text("text").Should().Be("from three");
        (await bob.ReadTextsAsync("message", 2)).Should().BeEquivalentTo("from three", "from two");
    }

    [Fact]
    public async Task WrongPasswordsOfBothVersionsCountTogetherAndThenEvenTheRightOneWaits()
    {
        await using var server = TestServer.Start(options => options with { Password = "secret", AuthAttempts = 2 });
        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _key, "wrong")).Text("code").Should().Be("password");
        (await server.Connect().LogInAsync("Bob", "wrong")).Text("code").Should().Be("password");

        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _key, "secret")).Text("code").Should().Be("busy");
        server.Time.Advance(TimeSpan.FromSeconds(1));
        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _key, "secret")).Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task ALoginThatWasSignedForAnotherServerIsWorthNothing()
    {
        await using var server = TestServer.Start();

        var answer = await server.ConnectTls().LogInAsync(ServerFingerprint.Of("another"u8), "Bob", _key);

        answer.Text("code").Should().Be("key");
    }

    [Fact]
    public async Task ALoginThatWasSeenOnceIsWorthNothingOnAnotherConnection()
    {
        await using var server = TestServer.Start();
        var first = server.ConnectTls();
        var login = SealedLoginSteps.Login(
            SealedLoginSteps.Transcript(await first.ReadAsync(), Fingerprint(server).Hash, "Bob", _key, srp: null), _key);
        var second = server.ConnectTls();
        await second.ReadAsync();

        await second.SendJsonAsync(login);

        (await second.ReadAsync()).Text("code").Should().Be("key");
    }

    [Theory]
    [InlineData("""{"username":"Bob"}""", "key")]
    [InlineData("""{"username":"Bob","password":"secret"}""", "key")]
    [InlineData("""{"username":"not a name","key":"AAAA"}""", "name_invalid")]
    [InlineData("""{"type":"auth_proof","proof":"AAAA"}""", "malformed")]
    [InlineData("nonsense", "malformed")]
    public async Task WhatIsNoLoginOfVersionThreeIsRefused(string line, string code)
    {
        await using var server = TestServer.Start();
        var client = server.ConnectTls();
        await client.ReadAsync();

        await client.SendAsync(line);

        (await client.ReadAsync()).Text("code").Should().Be(code);
        (await client.ReadLineAsync()).Should().BeNull();
    }

    [Fact]
    public async Task APublicValueThatWouldGiveTheSecretAwayIsRefused()
    {
        await using var server = TestServer.Start(options => options with { Password = "secret" });
        var client = server.ConnectTls();
        var transcript = SealedLoginSteps.Transcript(await client.ReadAsync(), Fingerprint(server).Hash,
            "Bob", _key, new SrpClient()) with
        {
            A = new byte[384],
        };

        await client.SendJsonAsync(SealedLoginSteps.Login(transcript, _key));

        (await client.ReadAsync()).Text("code").Should().Be("malformed");
    }

    [Fact]
    public async Task VersionTwoIsRefusedWhereTlsIsRequired()
    {
        await using var server = TestServer.Start(options => options with { RequireTls = true });
        var client = server.Connect();

        await client.ReadAsync("auth_request");
        (await client.ReadAsync()).Text("code").Should().Be("tls_required");
        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _key)).Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task NoChangeOfASingleByteOfALoginIsTakenForALogin()
    {
        await using var server = TestServer.Start(options => options with { Password = "secret", AuthAttempts = 0, MaxPerAddress = 0 });
        for (var seed = 0u; seed < 300; seed++)
        {
            var change = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 100_000], Gen.Int[1, 255]).Generate(new PCG(seed), null, out _);
            using var client = server.ConnectTls();

            var answer = await LogInChangedAsync(server, client, change);

            answer.Should().NotBe("auth_ok", "seed {0} must be refused", seed);
        }

        (await server.ConnectTls().LogInAsync(Fingerprint(server), "Bob", _key, "secret")).Text("type").Should().Be("auth_ok");
    }

    /// <summary>
    /// Logs in with one byte of the login (line 0 to 6) or the proof (7) changed; returns the code or type of the answer, null if there is none.
    /// </summary>
    private async Task<string?> LogInChangedAsync(TestServer server, TestClient client, (int Line, int At, int By) change)
    {
        var srp = new SrpClient();
        var transcript = SealedLoginSteps.Transcript(await client.ReadAsync(), Fingerprint(server).Hash, "Bob", _key, srp);
        await SendAsync(client, SealedLoginSteps.Login(transcript, _key), change.Line < 7 ? change : null);
        if (change.Line == 7)
        {
            transcript = transcript with { B = Base64Url.DecodeFromChars((await client.ReadAsync("auth_challenge")).Text("b")) };
            srp.TryProve("secret", transcript.Salt.Span, transcript.B.Span, transcript.Hash(), out var proof).Should().BeTrue();
            await SendAsync(client, new { type = "auth_proof", proof = SealedLoginSteps.Write(proof) }, change);
        }

        await client.CompleteAsync();
        if (await client.ReadLineAsync() is not { } line)
        {
            return null;
        }

        var answer = JsonSerializer.Deserialize<JsonElement>(line);
        return answer.Text("code") ?? answer.Text("type");
    }

    private static Task SendAsync(TestClient client, object message, (int Line, int At, int By)? change)
    {
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + "\n");
        if (change is var (_, at, by))
        {
            line[at % (line.Length - 1)] ^= (byte)by;
        }

        return client.SendBytesAsync(line);
    }

    private static ServerFingerprint Fingerprint(TestServer server) => server.Get<ServerIdentity>().Fingerprint;
}
