using System.Buffers.Text;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.LoggingIn;

/// <summary>
/// The server's side of version 3 in memory, which follows the protocol unless told otherwise. It shares no message types with the client.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private static readonly SslApplicationProtocol Lantalk = new("lantalk/3");

    private readonly X509Certificate2 _certificate = CreateCertificate();
    private readonly string? _password;

    public ScriptedServer(string? password = null) => _password = password;

    public string Name { get; init; } = "Alice";

    /// <summary>Changes outgoing lines, by their type; after a changed one, the connection ends.</summary>
    public Func<string, string, string> Change { get; init; } = (_, line) => line;

    /// <summary>Whether it accepts every proof and welcomes every client.</summary>
    public bool TakesAnyProof { get; init; }

    /// <summary>Whether its own proof is wrong.</summary>
    public bool BreaksProof { get; set; }

    /// <summary>Refuses every client with this code; null for none.</summary>
    public string? Refuses { get; set; }

    /// <summary>Talks to a client after the login; if it is null, the server only listens.</summary>
    public Func<ScriptedConversation, Task>? Converse { get; init; }

    public SslApplicationProtocol Speaks { get; init; } = Lantalk;

    public ServerFingerprint Fingerprint => ServerFingerprint.Of(_certificate.RawData);

    /// <summary>The messages from the client, in order.</summary>
    public List<JsonElement> Received { get; } = [];

    /// <summary>The data on which an attacker in this server's place could try passwords.</summary>
    public (SrpServer Srp, byte[] Transcript)? Handshake { get; private set; }

    /// <summary>Serves one connection; returns the client's end of it.</summary>
    public DuplexStream Accept(out Task served)
    {
        var (client, server) = DuplexStream.CreatePair();
        served = ServeAsync(server);
        return client;
    }

    /// <summary>A client that is connected to it.</summary>
    public async Task<(ChatClient Client, Task Served)> ConnectAsync(TimeProvider? time = null)
    {
        var (stream, certificate) = await OpenAsync(Accept(out var served));
        var clock = time ?? TimeProvider.System;
        return (new ChatClient(clock, new ServerConnection(stream, certificate, endSending: null, clock)), served);
    }

    /// <summary>The client's side of TLS.</summary>
    public static Task<(Stream Stream, ServerFingerprint Certificate)> OpenAsync(Stream transport) =>
        SecureChannel.OpenAsync(_ => Task.FromResult(transport), new ServerAddress("alice.test", 5050), SecureChannel.Chat, CancellationToken.None);

    public void Dispose() => _certificate.Dispose();

    internal static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=lantalk", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private async Task ServeAsync(DuplexStream transport)
    {
        await using var tls = new SslStream(transport);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [Speaks] });
            using var reader = new StreamReader(tls, leaveOpen: true);
            if (await LogInAsync(tls, reader) && Converse is not null)
            {
                await using var conversation = new ScriptedConversation(tls, reader, Received[^1].TryGetProperty("proof", out _) ? Received[^2] : Received[^1]);
                await Converse(conversation);
                return;
            }

            while (await reader.ReadLineAsync() is { } line)
            {
                Received.Add(JsonSerializer.Deserialize<JsonElement>(line));
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The client refused it, which is what the test is about.
        }
    }

    /// <summary>Whether the login succeeded.</summary>
    private async Task<bool> LogInAsync(SslStream tls, StreamReader reader)
    {
        var nonce = RandomNumberGenerator.GetBytes(32);
        var verifier = _password is null ? null : SrpVerifier.Create(_password);
        await SendAsync(tls, "auth_request", verifier is null
            ? new { type = "auth_request", ts = "14:22", needs_password = false, server_name = Name, nonce = Text(nonce) }
            : new { type = "auth_request", ts = "14:22", needs_password = true, server_name = Name, nonce = Text(nonce), salt = Text(verifier.Salt) });
        if (await ReadAsync(reader) is not { } login)
        {
            return false;
        }

        if (Refuses is { } code)
        {
            await SendAsync(tls, "auth_fail", new { type = "auth_fail", ts = "14:22", reason = "You may not.", code });
            return false;
        }

        var transcript = new LoginTranscript
        {
            ChannelBinding = Fingerprint.Hash,
            Nonce = nonce,
            UserName = login.GetProperty("username").GetString()!,
            Identity = UserIdentity.TryCreate(Bytes(login, "key"), Bytes(login, "agreement_key"), Bytes(login, "agreement_signature"))!,
            A = verifier is null ? default : Bytes(login, "a"),
        };
        if (!transcript.Identity.Verify(transcript.SignedBytes(), Bytes(login, "signature")))
        {
            await SendAsync(tls, "auth_fail", new { type = "auth_fail", ts = "14:22", reason = "The signature is not right.", code = "key" });
            return false;
        }

        byte[]? proof = null;
        if (verifier is not null)
        {
            var srp = SrpServer.TryStart(verifier, transcript.A.Span)!;
            await SendAsync(tls, "auth_challenge", new { type = "auth_challenge", ts = "14:22", b = Text(srp.B) });
            if (await ReadAsync(reader) is not { } answer)
            {
                return false;
            }

            var hash = (transcript with { Salt = verifier.Salt, B = srp.B }).Hash();
            Handshake = (srp, hash);
            if (!srp.TryAccept(Bytes(answer, "proof"), hash, out proof) && !TakesAnyProof)
            {
                await SendAsync(tls, "auth_fail", new { type = "auth_fail", ts = "14:22", reason = "Wrong password.", code = "password" });
                return false;
            }

            proof = proof is null || BreaksProof ? RandomNumberGenerator.GetBytes(32) : proof;
        }

        object welcome = proof is null
            ? new { type = "auth_ok", ts = "14:22", username = transcript.UserName, server_name = Name, idle_timeout = "0" }
            : new { type = "auth_ok", ts = "14:22", username = transcript.UserName, server_name = Name, idle_timeout = "0", proof = Text(proof) };
        await SendAsync(tls, "auth_ok", welcome);
        return true;
    }

    private async Task SendAsync(SslStream tls, string type, object message)
    {
        var line = JsonSerializer.Serialize(message);
        var changed = Change(type, line);
        await tls.WriteAsync(System.Text.Encoding.UTF8.GetBytes(changed + "\n"));
        await tls.FlushAsync();
        if (changed != line)
        {
            throw new EndOfStreamException("A server that breaks the rules has nothing more to say.");
        }
    }

    private async Task<JsonElement?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not { } line)
        {
            return null;
        }

        var message = JsonSerializer.Deserialize<JsonElement>(line);
        Received.Add(message);
        return message;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Base64Url.EncodeToString(bytes.Span);

    private static byte[] Bytes(JsonElement message, string field) => Base64Url.DecodeFromChars(message.GetProperty(field).GetString());
}
