using System.Buffers.Text;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using LanTalk.Protocol.Noise;
using LanTalk.Protocol.Security;

namespace LanTalk.Testing;

/// <summary>
/// What a browser's page does, without a browser: asks who the server is, opens the WebSocket, and speaks version 3 inside Noise. The WebSocket
/// is the platform's.
/// </summary>
public sealed class WebTestClient : IDisposable
{
    private const string Host = "192.168.1.5:5050";

    private readonly Stream _stream;

    private WebTestClient(Stream stream, WebSocket socket, NoiseChannel channel, ServerFingerprint server)
    {
        _stream = stream;
        Socket = socket;
        Fingerprint = server;
        ChannelBinding = WebHandshake.BindingOf(channel.HandshakeHash);
        var inside = new WebStream(socket, channel);
        Lines = new TestClient(PipeReader.Create(inside), PipeWriter.Create(inside), inside.Dispose);
    }

    /// <summary>The lines that travel inside.</summary>
    public TestClient Lines { get; }

    /// <summary>The WebSocket that they travel in.</summary>
    public WebSocket Socket { get; }

    /// <summary>What binds a login to this connection.</summary>
    public ReadOnlyMemory<byte> ChannelBinding { get; }

    /// <summary>Who the server is, by the certificate that it showed.</summary>
    public ServerFingerprint Fingerprint { get; }

    /// <summary>Connects over TCP.</summary>
    public static async Task<WebTestClient> ConnectAsync(IPEndPoint server, IPAddress? from = null) =>
        await ConnectAsync(await TlsTestClient.OpenAsync(server, from));

    /// <summary>Asks who the server is, on a connection that is kept, and goes on to the chat on the same one.</summary>
    public static async Task<WebTestClient> ConnectAsync(Stream stream)
    {
        var card = JsonSerializer.Deserialize<JsonElement>((await HttpExchange.AskAsync(stream, "/identity", Host)).Body);
        var (fingerprint, key) = Check(card);
        var socket = await OpenAsync(stream);
        return new WebTestClient(stream, socket, await ShakeHandsAsync(socket, key), fingerprint);
    }

    /// <summary>Turns a connection into a WebSocket.</summary>
    public static async Task<WebSocket> OpenAsync(Stream stream)
    {
        var answer = await AskForSocketAsync(stream);
        return answer.Status == 101
            ? WebSocket.CreateFromStream(stream, isServer: false, answer.Headers["Sec-WebSocket-Protocol"], Timeout.InfiniteTimeSpan)
            : throw new InvalidOperationException($"The server answered {answer.Status}: {answer.Text}");
    }

    /// <summary>Asks to turn a connection into a WebSocket.</summary>
    public static Task<HttpExchange> AskForSocketAsync(Stream stream, string host = Host,
        string? origin = "http://" + Host, string subprotocol = WebHandshake.Subprotocol)
    {
        string[] headers =
        [
            "Connection: keep-alive, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", $"Sec-WebSocket-Protocol: {subprotocol}",
            $"Sec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}",
        ];
        return HttpExchange.AskAsync(stream, "/chat", host, "GET", origin is null ? headers : [.. headers, $"Origin: {origin}"]);
    }

    /// <summary>Does the handshake of Noise with the server that has a key.</summary>
    public static async Task<NoiseChannel> ShakeHandsAsync(WebSocket socket, byte[] serverKey)
    {
        using var noise = new NoiseInitiator(serverKey, WebHandshake.Prologue.Span);
        await socket.SendAsync(noise.TryBegin([])!, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        var answer = await WebStream.ReceiveAsync(socket, new byte[1024]) ?? throw new EndOfStreamException("The server did not answer the handshake.");
        return noise.TryFinish(answer.Span, out _) ?? throw new InvalidOperationException("The server does not have its key.");
    }

    /// <summary>Logs in; returns the server's answer.</summary>
    public Task<JsonElement> LogInAsync(string name, UserKey key, string? password = null, string? epoch = null, long? since = null) =>
        Lines.LogInAsync(ChannelBinding, name, key, password, epoch, since);

    /// <inheritdoc/>
    public void Dispose()
    {
        Lines.Dispose();
        _stream.Dispose();
    }

    /// <summary>The server that a card is of, and its key, for which its certificate vouches.</summary>
    private static (ServerFingerprint Server, byte[] NoiseKey) Check(JsonElement card)
    {
        byte[] Field(string name) => Base64Url.DecodeFromChars(card.GetProperty(name).GetString()!);
        var (der, key) = (Field("certificate"), Field("noise_key"));
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        using var signer = certificate.GetECDsaPublicKey()!;
        byte[] signed = [.. "lantalk/3 noise key"u8, .. key];
        return signer.VerifyData(signed, Field("noise_signature"), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ? (ServerFingerprint.Of(der), key)
            : throw new InvalidOperationException("The certificate does not vouch for the key.");
    }
}
