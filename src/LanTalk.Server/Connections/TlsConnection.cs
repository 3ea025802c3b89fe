using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LanTalk.Server.Connections;

/// <summary>TLS on top of a transport. It replaces the transport until it is disposed.</summary>
internal sealed class TlsConnection : IDuplexPipe, ITlsConnectionFeature, IAsyncDisposable
{
    /// <summary>The ALPN name with which a client asks for version 3.</summary>
    public static readonly SslApplicationProtocol Chat = new("lantalk/3");

    /// <summary>How long the other end has to take the remaining output.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConnectionContext _transport;
    private readonly IDuplexPipe _inClear;
    private readonly SslStream _stream;
    private readonly TimeProvider _time;
    private PipeWriter? _output;

    public TlsConnection(ConnectionContext transport, SslStream stream, TimeProvider time)
    {
        (_transport, _inClear, _stream, _time) = (transport, transport.Transport, stream, time);

        // An idle session holds no buffer: one is rented when data has arrived.
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));
        transport.Transport = this;
        transport.Features.Set<ITlsConnectionFeature>(this);

        // Nobody may write past the encryption.
        transport.Features.Set<IConnectionSocketFeature>(null);
    }

    /// <inheritdoc/>
    public PipeReader Input { get; }

    /// <summary>For browsers. The chat has a <see cref="TlsOutput"/>, which needs no pipe.</summary>
    public PipeWriter Output => _output ??= PipeWriter.Create(_stream, new StreamPipeWriterOptions(leaveOpen: true));

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
        _transport.Transport = _inClear;
    }

    private async Task EndAsync()
    {
        if (_output is not null)
        {
            await _output.CompleteAsync();
        }

        await Input.CompleteAsync();
        await _stream.ShutdownAsync();
    }
}
