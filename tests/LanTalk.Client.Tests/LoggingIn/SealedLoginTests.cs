using System.Buffers.Text;
using System.Text.Json;
using CsCheck;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Tests.Configuration;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.LoggingIn;

public sealed class SealedLoginTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("sesame")]
    public async Task AServerThatKeepsToTheRulesIsJoined(string? password)
    {
        using var server = new ScriptedServer(password);

        var (client, refusal, introduction) = await LogInAsync(server, password);

        await using var joined = client;
        refusal.Should().BeNull();
        client.Welcome!.UserName.Should().Be("Bob");
        introduction.Should().Be(new ServerIntroduction(server.Fingerprint, "Alice", password is not null));
        server.Received[0].TryGetProperty("password", out _).Should().BeFalse();
    }

    [Fact]
    public async Task AWrongPasswordIsARefusal()
    {
        using var server = new ScriptedServer("sesame");

        var (client, refusal, _) = await LogInAsync(server, "open");

        await using var refused = client;
        refusal!.Code.Should().Be(AuthFailCodes.Password);
        client.Welcome.Should().BeNull();
    }

    [Fact]
    public async Task AnInvitationSignsTheLoginInThePlaceOfAProof()
    {
        var token = InvitationKey.CreateToken();
        using var invitation = InvitationKey.FromToken(token);
        JsonElement request = default;
        using var server = new ScriptedServer("sesame")
        {
            Refuses = AuthFailCodes.Invitation,
            Change = (type, line) =>
            {
                request = type == "auth_request" ? JsonSerializer.Deserialize<JsonElement>(line) : request;
                return line;
            },
        };

        var (client, refusal, _) = await LogInAsync(server, password: null, Base64Url.EncodeToString(token));

        await client.DisposeAsync();
        refusal!.Code.Should().Be(AuthFailCodes.Invitation);
        var login = server.Received[0];
        login.TryGetProperty("a", out _).Should().BeFalse();
        login.GetProperty("invitation").GetString().Should().Be(Base64Url.EncodeToString(invitation.PublicKey.Span));
        var transcript = SealedLoginSteps.Transcript(request, server.Fingerprint.Hash, "Bob", _key, srp: null);
        var signature = Base64Url.DecodeFromChars(login.GetProperty("invitation_signature").GetString());
        InvitationKey.Verify(invitation.PublicKey.Span, transcript, signature).Should().BeTrue();
        login.ToString().Should().NotContain(Base64Url.EncodeToString(token));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("sesame", "sesame")]
    public async Task AnInvitationIsKeptBackWhereNothingAsksForItOrThePasswordIsGiven(string? required, string? given)
    {
        using var server = new ScriptedServer(required);

        var (client, refusal, _) = await LogInAsync(server, given, Base64Url.EncodeToString(InvitationKey.CreateToken()));

        await client.DisposeAsync();
        refusal.Should().BeNull();
        server.Received[0].TryGetProperty("invitation", out _).Should().BeFalse();
    }

    [Fact]
    public async Task WithoutThePasswordThatIsAskedForNothingIsSent()
    {
        using var server = new ScriptedServer("sesame");

        var (client, refusal, _) = await LogInAsync(server, password: null);

        await client.DisposeAsync();
        refusal!.Code.Should().Be(AuthFailCodes.Password);
        server.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task AServerThatIsNotAdmittedHearsNothing()
    {
        using var server = new ScriptedServer("sesame");
        var (client, served) = await server.ConnectAsync();
        var request = new LoginRequest("Bob", "sesame", Patience) { Key = _key, Admit = _ => throw new InvalidOperationException("no") };

        await client.Invoking(c => c.LogInAsync(request, users: null, CancellationToken.None)).Should().ThrowAsync<InvalidOperationException>();

        await client.DisposeAsync();
        await served.WaitAsync(Patience);
        server.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task AServerThatDoesNotKnowThePasswordIsNotBelieved()
    {
        using var server = new ScriptedServer("a guess") { TakesAnyProof = true };

        await this.Invoking(_ => LogInAsync(server, "sesame")).Should().ThrowAsync<UntrustedException>();
    }

    [Theory]
    [InlineData("auth_ok", "proof")]
    [InlineData("auth_ok", "server_name")]
    public async Task AWelcomeThatWasChangedIsNotBelieved(string type, string field)
    {
        using var server = new ScriptedServer("sesame") { Change = (sent, line) => sent == type ? Without(line, field) : line };

        var login = await this.Invoking(_ => LogInAsync(server, "sesame")).Should().ThrowAsync<Exception>();

        login.Which.Should().Match<Exception>(e => e is UntrustedException || e is ConnectException);
    }

    [Fact]
    public async Task SomebodyInTheMiddleWithACertificateOfHisOwnLearnsNothing()
    {
        // The relay passes every message on, both ways, decrypted: the only thing it cannot do is show the server's certificate.
        using var server = new ScriptedServer("sesame");
        var serverSide = await ScriptedServer.OpenAsync(server.Accept(out _));
        var (near, far) = DuplexStream.CreatePair();
        using var relay = new TlsRelay(far, serverSide.Stream);
        var (stream, certificate) = await ScriptedServer.OpenAsync(near);
        await using var client = new ChatClient(TimeProvider.System, new ServerConnection(stream, certificate, endSending: null, TimeProvider.System));

        var refusal = await client.LogInAsync(Request("sesame"), users: null, CancellationToken.None).WaitAsync(Patience);

        // The server sees a signature over another certificate, and says so: nobody is logged in.
        refusal!.Code.Should().Be(AuthFailCodes.Key);
        certificate.Should().NotBe(server.Fingerprint);
        server.Received.Should().ContainSingle("the proof of the password was never sent").Which.GetProperty("username").GetString().Should().Be("Bob");
    }

    [Fact]
    public async Task WhatSomebodyInTheMiddleCollectsDoesNotConfirmThePassword()
    {
        // The false server guesses one password at the login. With what it has afterwards, no other guess can be tried.
        using var middle = new ScriptedServer("wrong guess");

        var (client, refusal, _) = await LogInAsync(middle, "sesame");
        await client.DisposeAsync();

        refusal!.Code.Should().Be(AuthFailCodes.Password);
        var proof = System.Buffers.Text.Base64Url.DecodeFromChars(middle.Received[1].GetProperty("proof").GetString());
        middle.Handshake!.Value.Srp.TryAccept(proof, middle.Handshake.Value.Transcript, out _).Should().BeFalse();
    }

    [Fact]
    public void WhateverAServerSendsTheLoginEndsCleanly()
    {
        string[] types = ["auth_request", "auth_ok", "auth_challenge"];
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1000], Gen.Char, Gen.Int[0, 3]).Sample(
            (kind, at, character, how) =>
            {
                var type = types[kind < 5 ? 0 : kind < 9 ? 1 : 2];
                var password = type == "auth_challenge" ? "sesame" : null;
                using var server = new ScriptedServer(password)
                {
                    Change = (sent, line) => sent == type ? Mutate(line, at % line.Length, character, how) : line,
                };
                try
                {
                    var (client, _, _) = LogInAsync(server, password).WaitAsync(Patience).GetAwaiter().GetResult();
                    client.DisposeAsync().AsTask().GetAwaiter().GetResult();
                }
                catch (Exception e) when (e is ConnectException or UntrustedException)
                {
                    // The ways a login may fail.
                }
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task AnOlderServerIsToldFromOthersAndNeverFallenBackTo()
    {
        var (near, far) = DuplexStream.CreatePair();
        await far.WriteAsync("""{"type":"auth_request","ts":"14:22","needs_password":false}"""u8.ToArray().Append((byte)'\n').ToArray());
        await far.FlushAsync();

        (await near.Invoking(OpenAsync).Should().ThrowAsync<PlaintextServerException>()).Which.Message.Should().Contain("--plaintext");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task WhatIsNoTlsAtAllIsNoServer(string greeting)
    {
        var (near, far) = DuplexStream.CreatePair();
        await far.WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting));
        await far.FlushAsync();

        (await near.Invoking(OpenAsync).Should().ThrowExactlyAsync<ConnectException>()).Which.Message.Should()
            .Contain("right port").And.NotContain("--plaintext");
    }

    [Fact]
    public async Task AnotherTlsServerIsNoServer()
    {
        using var server = new ScriptedServer { Speaks = System.Net.Security.SslApplicationProtocol.Http11 };

        (await server.Accept(out _).Invoking(OpenAsync).Should().ThrowExactlyAsync<ConnectException>()).Which.Message.Should()
            .Contain("right port").And.NotContain("--plaintext");
    }

    private static Task OpenAsync(DuplexStream stream) => ScriptedServer.OpenAsync(stream).WaitAsync(Patience);

    private static string Mutate(string line, int at, char character, int how) => how switch
    {
        0 => line[..at] + character + line[(at + 1)..],
        1 => line[..at] + character + line[at..],
        2 => line.Remove(at, 1),
        _ => line[..at],
    };

    private static string Without(string line, string field)
    {
        var message = System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject();
        message[field] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        return message.ToJsonString();
    }

    private LoginRequest Request(string? password) => new("Bob", password, Patience) { Key = _key, Admit = _ => { } };

    private async Task<(ChatClient Client, AuthFail? Refusal, ServerIntroduction? Introduction)> LogInAsync(
        ScriptedServer server, string? password, string? invitation = null)
    {
        ServerIntroduction? introduction = null;
        var (client, _) = await server.ConnectAsync();
        try
        {
            var request = Request(password) with { Admit = seen => introduction = seen, Invitation = invitation };
            var refusal = await client.LogInAsync(request, new KnownUsers(new FakeConfigFile(), TimeProvider.System), CancellationToken.None);
            return (client, refusal, introduction);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }
}
