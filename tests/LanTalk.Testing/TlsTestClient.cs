using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using LanTalk.Protocol.Security;

namespace LanTalk.Testing;

/// <summary>A minimal version 3 client. It shares only the cryptography with the tool.</summary>
public sealed class TlsTestClient : IDisposable
{
    private readonly SslStream _stream;

    private TlsTestClient(SslStream stream)
    {
        _stream = stream;
        Lines = new TestClient(PipeReader.Create(stream), PipeWriter.Create(stream), stream.Dispose);
        Fingerprint = ServerFingerprint.Of(stream.RemoteCertificate!.GetRawCertData());
    }

    /// <summary>The lines inside TLS.</summary>
    public TestClient Lines { get; }

    /// <summary>The certificate that the server showed.</summary>
    public ServerFingerprint Fingerprint { get; }

    /// <summary>Connects over TCP.</summary>
    /// <param name="server">The server.</param>
    /// <param name="from">The address to come from; null for any.</param>
    public static async Task<TlsTestClient> ConnectAsync(IPEndPoint server, IPAddress? from = null) =>
        await ConnectAsync(await OpenAsync(server, from));

    /// <summary>Does the handshake on a stream, and accepts any certificate.</summary>
    public static async Task<TlsTestClient> ConnectAsync(Stream transport)
    {
        var stream = new SslStream(transport);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "lantalk",
            ApplicationProtocols = [new SslApplicationProtocol("lantalk/3")],
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        return new TlsTestClient(stream);
    }

    /// <summary>A TCP connection on which nothing was sent.</summary>
    public static async Task<NetworkStream> OpenAsync(IPEndPoint server, IPAddress? from = null)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(server);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <inheritdoc/>
    public void Dispose() => Lines.Dispose();
}
