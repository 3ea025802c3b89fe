using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LanTalk.Protocol.Frames;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Client;

/// <summary>
/// One connection to a server: log in, then read what comes and send what is to be said. It keeps itself alive and within
/// the server's rate limit. Reading belongs to one caller, sending to one other.
/// </summary>
public sealed class ChatClient(TimeProvider time) : IAsyncDisposable
{
    /// <summary>A server that sends a longer line is none of ours.</summary>
    private const int MaxLine = 1024 * 1024;

    private static readonly TimeSpan OlderServerIdleTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Half of what an older server allows: without its answers, nobody knows when it begins to count.</summary>
    private static readonly RateLimit OlderServerRateLimit = new(5, TimeSpan.FromSeconds(5));

    private readonly SemaphoreSlim _writing = new(1);
    private readonly ArrayBufferWriter<byte> _frame = new(256);
    private readonly CancellationTokenSource _closing = new();
    private Socket? _socket;
    private PipeReader? _input;
    private PipeWriter? _output;
    private SendPacer? _pacer;
    private Task _keepAlive = Task.CompletedTask;

    /// <summary>What the server said of itself and of the user; null before the login.</summary>
    public AuthOk? Welcome { get; private set; }

    /// <summary>Connects to the first of a host's addresses that answers.</summary>
    /// <exception cref="ConnectException">None did in time; the message says why and what to do.</exception>
    public async Task ConnectAsync(ServerAddress server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await (server.EndPoint is { } endPoint
                ? socket.ConnectAsync(endPoint, either.Token)
                : socket.ConnectAsync(server.Host, server.Port, either.Token));
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ConnectException($"Cannot connect to {server}: {e.Message}. Is the server running, and is it the right port?", e);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            socket.Dispose();
            throw new ConnectException($"Cannot connect to {server}: no answer within {Duration.Format(timeout)}.", e);
        }

        _socket = socket;
        var stream = new NetworkStream(socket, ownsSocket: true);
        _input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        _output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    /// <summary>Answers the server's request for a login.</summary>
    /// <param name="name">The name to be known by.</param>
    /// <param name="password">Gives the password; called only if the server asks for one.</param>
    /// <param name="timeout">How long the server may take for each answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null for a success; otherwise why the server refused.</returns>
    /// <exception cref="ConnectException">The other end is no LanTalk server, or it went away.</exception>
    public async Task<AuthFail?> LogInAsync(string name, Func<string?> password, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (await ReadWithinAsync(timeout, cancellationToken) is not AuthRequest request)
        {
            throw new ConnectException("What answered there is not a LanTalk server.");
        }

        await WriteAsync(new Login(name, request.NeedsPassword ? password() : null), cancellationToken);

        // Checking a password is slow on purpose, and others may be waiting for theirs.
        switch (await ReadWithinAsync(timeout + TimeSpan.FromSeconds(10), cancellationToken))
        {
            case AuthFail refusal:
                return refusal;
            case AuthOk welcome:
                Begin(welcome);
                return null;
            default:
                throw new ConnectException("The server closed the connection during the login.");
        }
    }

    /// <summary>What the server sends, until the connection ends. Answers to the client's own pings are left out.</summary>
    public async IAsyncEnumerable<ServerMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { } message)
        {
            if (message is Pong)
            {
                _pacer?.Handled();
            }
            else
            {
                yield return message;
            }
        }

        _pacer?.Abandon();
    }

    /// <summary>Sends a message, as soon as the server's rate limit allows.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task SendAsync(ClientMessage message, CancellationToken cancellationToken)
    {
        await Pacer.WaitForTurnAsync(cancellationToken);
        await WriteAsync(message, cancellationToken);
    }

    /// <summary>Waits until the server has handled everything that was sent.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public Task WaitUntilHandledAsync(CancellationToken cancellationToken) => Pacer.WaitUntilHandledAsync(cancellationToken);

    /// <summary>Says goodbye and sends no more; the server then closes the connection.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(new Quit(), cancellationToken);
        try
        {
            // An older server does not know the message, but understands the end of the stream.
            _socket!.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e)
        {
            throw new IOException("The connection is closed.", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _keepAlive;
        _socket?.Dispose();
        _closing.Dispose();
        _writing.Dispose();
    }

    private SendPacer Pacer => _pacer ?? throw new InvalidOperationException("Log in first.");

    private void Begin(AuthOk welcome)
    {
        Welcome = welcome;
        if (Duration.TryParse(welcome.IdleTimeout, out var idle))
        {
            var limit = RateLimit.TryParse(welcome.RateLimit, out var told) ? told : null;
            _pacer = new SendPacer(limit, time, token => WriteAsync(new Ping(), token));
        }
        else
        {
            // A server that does not tell its limits is an older one. It knows no ping either: what is sent counts as handled.
            idle = OlderServerIdleTimeout;
            _pacer = new SendPacer(OlderServerRateLimit, time, SendUnansweredPingAsync);
        }

        _keepAlive = idle > TimeSpan.Zero ? KeepAliveAsync(idle / 3) : Task.CompletedTask;
    }

    private async Task KeepAliveAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                await Pacer.PingAsync(provesMessages: false, _closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client closes, or the connection is gone, which its reader sees too.
        }
    }

    private async Task SendUnansweredPingAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(new Ping(), cancellationToken);
        Pacer.Handled();
    }

    private async Task WriteAsync(ClientMessage message, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _frame.ResetWrittenCount();
            MessageJson.WriteFrame(_frame, message);
            await _output!.WriteAsync(_frame.WrittenMemory, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<ServerMessage?> ReadWithinAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ReadAsync(either.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new ConnectException($"The server did not answer within {Duration.Format(timeout)}.", e);
        }
    }

    /// <summary>The next message of a type this client knows; null at the end of the connection.</summary>
    private async Task<ServerMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await _input!.ReadAsync(cancellationToken);
            }
            catch (IOException)
            {
                // Reset by the other end: an ending like any other, only less polite.
                return null;
            }

            var buffer = result.Buffer;
            var status = FrameReader.TryRead(ref buffer, MaxLine, out var frame);
            var message = status == FrameStatus.Frame ? MessageJson.ReadServerMessage(frame) : null;
            _input.AdvanceTo(buffer.Start, status == FrameStatus.Incomplete ? buffer.End : buffer.Start);
            if (message is not null)
            {
                return message;
            }

            if (status == FrameStatus.TooLong || (status == FrameStatus.Incomplete && result.IsCompleted))
            {
                return null;
            }
        }
    }
}
