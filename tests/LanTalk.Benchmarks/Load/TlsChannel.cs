using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Benchmarks.Load;

/// <summary>TLS. <see cref="Feed"/> completes the tasks that SslStream awaits, so that it continues within that call.</summary>
internal sealed class TlsChannel : IChannel
{
    private readonly Wire _wire = new();
    private readonly SslStream _stream;
    private readonly Task _handshake;
    private readonly byte[] _clear = new byte[16 * 1024];
    private ValueTask<int> _reading;
    private bool _isReading;

    public TlsChannel()
    {
        _stream = new SslStream(_wire);
        _handshake = _stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "lantalk",
            EnabledSslProtocols = SslProtocols.Tls13,
            ApplicationProtocols = [new SslApplicationProtocol("lantalk/3")],

            // Each connection is a client of its own, and does a full handshake.
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                Binding = ServerFingerprint.Of(((X509Certificate2)certificate!).RawDataMemory.Span).Hash;
                return true;
            },
        });
    }

    /// <inheritdoc/>
    public bool IsOpen => _handshake.IsCompletedSuccessfully;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Binding { get; private set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> TakeSealed() => _wire.TakeWritten();

    /// <inheritdoc/>
    public void Write(ReadOnlyMemory<byte> clear) => Complete(_stream.WriteAsync(clear).AsTask());

    /// <inheritdoc/>
    public int Feed(ReadOnlySpan<byte> bytes, Span<byte> clear)
    {
        _wire.Feed(bytes);
        if (_handshake.IsFaulted)
        {
            throw new BenchmarkException($"TLS failed: {_handshake.Exception!.InnerException!.Message}");
        }

        var length = 0;
        while (IsOpen)
        {
            if (!_isReading)
            {
                _reading = _stream.ReadAsync(_clear);
                _isReading = true;
            }

            if (!_reading.IsCompleted)
            {
                break;
            }

            _isReading = false;
            var read = _reading.Result;
            if (read == 0)
            {
                throw new BenchmarkException("The server ended TLS.");
            }

            _clear.AsSpan(0, read).CopyTo(clear[length..]);
            length += read;
        }

        return length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _wire.Dispose();
    }

    private static void Complete(Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            throw new BenchmarkException("TLS did not take what was written.");
        }
    }

    /// <summary>The connection that SslStream sees: two buffers.</summary>
    private sealed class Wire : AsyncStream
    {
        private readonly MemoryStream _written = new();
        private byte[] _fed = new byte[32 * 1024];
        private int _start;
        private int _end;
        private Memory<byte> _wanted;
        private TaskCompletionSource<int>? _waiting;

        public void Feed(ReadOnlySpan<byte> bytes)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, 0);
            }

            if (_fed.Length - _end < bytes.Length)
            {
                var larger = new byte[Math.Max(_fed.Length, (_end - _start + bytes.Length) * 2)];
                _fed.AsSpan(_start, _end - _start).CopyTo(larger);
                (_fed, _end, _start) = (larger, _end - _start, 0);
            }

            bytes.CopyTo(_fed.AsSpan(_end));
            _end += bytes.Length;
            if (_waiting is { } waiting && _start < _end)
            {
                _waiting = null;
                waiting.SetResult(Take(_wanted.Span));
            }
        }

        public ReadOnlyMemory<byte> TakeWritten()
        {
            if (_written.Length == 0)
            {
                return default;
            }

            var bytes = _written.ToArray();
            _written.SetLength(0);
            return bytes;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_start < _end || buffer.IsEmpty)
            {
                return new(Take(buffer.Span));
            }

            // The waiting code continues within Feed.
            (_wanted, _waiting) = (buffer, new TaskCompletionSource<int>());
            return new(_waiting.Task);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _written.Write(buffer.Span);
            return default;
        }

        public override void Write(byte[] buffer, int offset, int count) => _written.Write(buffer, offset, count);

        private int Take(Span<byte> buffer)
        {
            var length = Math.Min(buffer.Length, _end - _start);
            _fed.AsSpan(_start, length).CopyTo(buffer);
            _start += length;
            return length;
        }
    }
}
