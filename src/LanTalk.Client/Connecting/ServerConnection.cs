using System.Buffers;
using System.IO.Pipelines;
using LanTalk.Protocol.Frames;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Connecting;

/// <summary>
/// A stream of messages from and to a server. Every message that it returns is safe to show. It knows neither logins nor chat. One caller reads;
/// anybody may write.
/// </summary>
/// <param name="stream">The stream, already encrypted if it should be.</param>
/// <param name="certificate">The certificate's fingerprint; null without encryption.</param>
/// <param name="endSending">Ends the sending half, if it can be ended separately.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerConnection(Stream stream, ServerFingerprint? certificate, Action? endSending, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A server that sends a longer line is not a LanTalk server.</summary>
    private const int MaxLine = 1024 * 1024;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly ArrayBufferWriter<byte> _frame = new(256);

    // Whether a message may have been sent in part: another one would run into it.
    private bool _isTorn;
    private readonly PipeReader _input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>The fingerprint of the certificate shown on this very connection; null without encryption.</summary>
    public ServerFingerprint? Certificate => certificate;

    /// <summary>The server's violation of the protocol that ended the connection; null for none.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next message of a type this client knows; null at the end of the connection.</summary>
    public async Task<ServerMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await _input.ReadAsync(cancellationToken);
            }
            catch (IOException)
            {
                // Reset by the other end, or garbage when decrypted: an ending like any other, only less polite.
                return null;
            }

            var buffer = result.Buffer;
            var status = FrameReader.TryRead(ref buffer, MaxLine, out var frame);
            var message = status == FrameStatus.Frame ? MessageJson.ReadServerMessage(frame) : null;
            _input.AdvanceTo(buffer.Start, status == FrameStatus.Incomplete ? buffer.End : buffer.Start);
            if (message is not null)
            {
                return SafeMessage.Clean(message);
            }

            if (status == FrameStatus.TooLong)
            {
                Fault = $"the server sent a line of more than {MaxLine / 1024 / 1024} MiB, which no LanTalk server does.";
                return null;
            }

            if (status == FrameStatus.Incomplete && result.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>The next message, if it arrives in time.</summary>
    /// <exception cref="ConnectException">It did not.</exception>
    public async Task<ServerMessage?> ReadWithinAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ReadAsync(either.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ConnectException($"The server did not answer within {Duration.Format(timeout)}.", e);
        }
    }

    /// <summary>Sends a message and returns the next one, if it arrives in time.</summary>
    /// <exception cref="ConnectException">It did not.</exception>
    public async Task<ServerMessage?> AskAsync(ClientMessage message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(message, cancellationToken);
        }
        catch (IOException)
        {
            // Closed by the other end, which may have said why before: that can still be read.
        }

        return await ReadWithinAsync(timeout, cancellationToken);
    }

    /// <summary>Sends a message.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task WriteAsync(ClientMessage message, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_isTorn)
            {
                throw new IOException("The sending of a message was cancelled in its midst.");
            }

            _frame.ResetWrittenCount();
            MessageJson.WriteFrame(_frame, message);
            cancellationToken.ThrowIfCancellationRequested();
            _isTorn = true;
            await stream.WriteAsync(_frame.WrittenMemory, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _isTorn = false;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Signals that no more will be sent. A version 2 server that does not know <see cref="Quit"/> understands that.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public void EndSending() => endSending?.Invoke();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _input.CompleteAsync();
        }
        finally
        {
            await stream.DisposeAsync();
            _writing.Dispose();
        }
    }
}
