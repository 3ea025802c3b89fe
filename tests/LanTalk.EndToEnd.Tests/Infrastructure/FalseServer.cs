using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using LanTalk.Protocol.Security;

namespace LanTalk.EndToEnd.Tests.Infrastructure;

/// <summary>
/// An impostor in a server's place, with its own certificate and without the password. It makes B from one guess, welcomes the client with an
/// invented proof, and keeps everything to try other passwords on. The arithmetic is written from RFC 5054 alone.
/// </summary>
public sealed class FalseServer : IDisposable
{
    // RFC 5054, appendix A: the 3072-bit group.
    private static readonly BigInteger N = BigInteger.Parse(
        "0FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
        + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
        + "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
        + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33"
        + "A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864"
        + "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    private static readonly BigInteger G = 5;
    private static readonly BigInteger K = Number(SHA256.HashData([.. Padded(N), .. Padded(G)]));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = CreateCertificate();
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(PasswordSecret.SaltLength);
    private readonly byte[] _nonce = RandomNumberGenerator.GetBytes(LoginTranscript.NonceLength);
    private readonly BigInteger _b = Number(RandomNumberGenerator.GetBytes(32));
    private readonly byte[] _publicValue;
    private byte[] _a = [];
    private byte[] _proof = [];
    private byte[] _transcript = [];

    /// <param name="guess">The password that it considers the likeliest.</param>
    public FalseServer(string guess)
    {
        _publicValue = Padded(((K * Verifier(guess)) + BigInteger.ModPow(G, _b, N)) % N);
        _listener.Start();
        Ended = ServeAsync();
    }

    /// <summary>Its address.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>The client's messages, once the client has gone.</summary>
    public Task<IReadOnlyList<string>> Ended { get; }

    /// <summary>The passwords that match the client's messages.</summary>
    public IReadOnlyList<string> Confirmed(IEnumerable<string> dictionary)
    {
        var u = Number(SHA256.HashData([.. _a, .. _publicValue]));
        return [.. dictionary.Where(word =>
        {
            var secret = BigInteger.ModPow(Number(_a) * BigInteger.ModPow(Verifier(word), u, N), _b, N);
            byte[] data = [.. "lantalk/3 client proof"u8, .. _transcript];
            return HMACSHA256.HashData(SHA256.HashData(Padded(secret)), data).SequenceEqual(_proof);
        })];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    private async Task<IReadOnlyList<string>> ServeAsync()
    {
        var lines = new List<string>();
        using var client = await _listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [new SslApplicationProtocol("lantalk/3")] });
        using var reader = new StreamReader(tls, leaveOpen: true);

        await SendAsync(tls, new
        {
            type = "auth_request",
            ts = "14:22",
            needs_password = true,
            server_name = "Alice",
            nonce = Text(_nonce),
            salt = Text(_salt),
        });
        var login = await ReadAsync(reader, lines);
        _a = Bytes(login, "a");
        _transcript = new LoginTranscript
        {
            ChannelBinding = ServerFingerprint.Of(_certificate.RawData).Hash,
            Nonce = _nonce,
            UserName = login.GetProperty("username").GetString()!,
            Identity = UserIdentity.TryCreate(Bytes(login, "key"), Bytes(login, "agreement_key"), Bytes(login, "agreement_signature"))!,
            A = _a,
            Salt = _salt,
            B = _publicValue,
        }.Hash();
        await SendAsync(tls, new { type = "auth_challenge", ts = "14:22", b = Text(_publicValue) });
        _proof = Bytes(await ReadAsync(reader, lines), "proof");
        await SendAsync(
            tls, new { type = "auth_ok", ts = "14:22", username = "Bob", server_name = "Alice", proof = Text(RandomNumberGenerator.GetBytes(32)) });
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static async Task SendAsync(SslStream tls, object message)
    {
        await tls.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + "\n"));
        await tls.FlushAsync();
    }

    private static async Task<JsonElement> ReadAsync(StreamReader reader, List<string> lines)
    {
        lines.Add(await reader.ReadLineAsync() ?? throw new EndOfStreamException("The client has gone."));
        return JsonSerializer.Deserialize<JsonElement>(lines[^1]);
    }

    private BigInteger Verifier(string password)
    {
        var inner = SHA256.HashData([.. "lantalk:"u8, .. PasswordSecret.Derive(password, _salt)]);
        return BigInteger.ModPow(G, Number(SHA256.HashData([.. _salt, .. inner])), N);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=lantalk", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Padded(BigInteger number)
    {
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[384 - digits.Length], .. digits];
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static byte[] Bytes(JsonElement message, string field) => Base64Url.DecodeFromChars(message.GetProperty(field).GetString());
}
