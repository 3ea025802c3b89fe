using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LanTalk.Server.Connections;

/// <summary>TLS on top of a transport: what comes in, and the end. Sending is a matter of <see cref="TlsOutput"/>.</summary>
internal sealed class TlsConnection : ITlsConnectionFeature, IAsyncDisposable
{
    /// <summary>The ALPN name with which a client asks for version 3.</summary>
    public static readonly SslApplicationProtocol Chat = new("lantalk/3");

    /// <summary>The ALPN name with which a client of version 3 asks for HTTP from the server that it knows, whatever certificate browsers get.</summary>
    public static readonly SslApplicationProtocol Files = new("lantalk/3-http");

    /// <summary>A file that comes in by HTTP is read by whole records.</summary>
    private const int HttpBuffer = 64 * 1024;

    /// <summary>How long the other end has to take the remaining output.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConnectionContext _transport;
    private readonly SslStream _stream;
    private readonly TimeProvider _time;

    public TlsConnection(ConnectionContext transport, SslStream stream, TimeProvider time)
    {
        (_transport, _stream, _time) = (transport, stream, time);

        // An idle session holds no buffer: one is rented when data has arrived.
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: SpeaksChat ? -1 : HttpBuffer, leaveOpen: true, useZeroByteReads: true));
        transport.Features.Set<ITlsConnectionFeature>(this);

        // Nobody may write past the encryption.
        transport.Features.Set<IConnectionSocketFeature>(null);
    }

    /// <summary>The bytes from the other end, deciphered.</summary>
    public PipeReader Input { get; }

    /// <summary>Whether the client wants version 3; otherwise it wants HTTP.</summary>
    public bool SpeaksChat => _stream.NegotiatedApplicationProtocol == Chat;

    /// <inheritdoc/>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <inheritdoc/>
    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult(ClientCertificate);

    /// <summary>Sends the TLS closure alert.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync().WaitAsync(Patience, _time);
        }
        catch (Exception e) when (e is IOException or CryptographicException or InvalidOperationException or OperationCanceledException or TimeoutException)
        {
            // The other end is gone, does not drain its output, or violated TLS.
            _transport.Abort(new ConnectionAbortedException("it did not take the end of TLS"));
        }

        await _stream.DisposeAsync();
    }

    private async Task EndAsync()
    {
        await Input.CompleteAsync();
        await _stream.ShutdownAsync();
    }
}
