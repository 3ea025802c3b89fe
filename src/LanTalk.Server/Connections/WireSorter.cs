using System.IO.Pipelines;
using LanTalk.Server.Web;

namespace LanTalk.Server.Connections;

/// <summary>The protocol of a connection.</summary>
internal enum Wire
{
    /// <summary>None: the other end is gone, or is a browser that had no use for the connection.</summary>
    None,

    /// <summary>Version 2, in the clear.</summary>
    Version2,

    /// <summary>TLS, carrying version 3 or HTTP.</summary>
    Tls,

    /// <summary>HTTP, in the clear.</summary>
    Web,
}

/// <summary>Detects a connection's protocol by its first byte, without consuming it.</summary>
internal sealed class WireSorter(WebVisitors visitors, TimeProvider time)
{
    private const byte TlsHandshake = 0x16; // the content type of a record with a ClientHello

    /// <summary>A version 2 client may wait for the server to speak first, so a client that stays silent this long is taken for one.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How much longer a spare connection of a browser may be silent. Browsers open them beside a request. A greeting on one would be
    /// taken for the answer to a later request, and closing it at once would break the request that a busy browser is about to send on it.
    /// </summary>
    private static readonly TimeSpan SpareSilence = TimeSpan.FromSeconds(2);

    /// <summary>Waits briefly for the first byte.</summary>
    public async ValueTask<Wire> SortAsync(ChatConnection connection)
    {
        var input = connection.Input;
        var reading = input.ReadAsync();
        var result = reading.IsCompletedSuccessfully ? reading.Result : await WaitAsync(connection, reading.AsTask());
        var wire = WireOf(result, connection);

        // Not marked as examined, so that the next reader sees it at once.
        input.AdvanceTo(result.Buffer.Start);
        return wire;
    }

    private async Task<ReadResult> WaitAsync(ChatConnection connection, Task<ReadResult> reading)
    {
        await using var alarm = new Alarm(connection, () => IsSpare(connection), time);
        var result = await reading;
        if (alarm.TurnOff() || result.IsCanceled)
        {
            return result;
        }

        // The alarm rang after the bytes had arrived and would interrupt the next reader; the interrupted read is consumed here.
        connection.Input.AdvanceTo(result.Buffer.Start);
        return await connection.Input.ReadAsync();
    }

    private bool IsSpare(ChatConnection connection) => visitors.Knows(connection.Address, acceptedAt: connection.LoginSince);

    private Wire WireOf(in ReadResult result, ChatConnection connection)
    {
        if (result.Buffer.IsEmpty)
        {
            // A browser replaces a closed spare connection unnoticed.
            return result.IsCompleted || IsSpare(connection) ? Wire.None : Wire.Version2;
        }

        return result.Buffer.FirstSpan[0] switch
        {
            TlsHandshake => Wire.Tls,
            >= (byte)'A' and <= (byte)'Z' => Wire.Web,
            _ => Wire.Version2,
        };
    }

    /// <summary>
    /// Interrupts one read, unless it is turned off first, or bytes have arrived that a busy server has not come to yet: only the client's silence
    /// counts. It waits longer for a connection that is a browser's spare one.
    /// </summary>
    private sealed class Alarm : IAsyncDisposable
    {
        private readonly ChatConnection _connection;
        private readonly Func<bool> _isSpare;
        private readonly ITimer _timer;
        private readonly Lock _gate = new();
        private bool _isProlonged;
        private bool _rang;
        private bool _off;

        public Alarm(ChatConnection connection, Func<bool> isSpare, TimeProvider time)
        {
            (_connection, _isSpare) = (connection, isSpare);
            _timer = time.CreateTimer(state => ((Alarm)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Silence, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Turns it off; false if it has rung.</summary>
        public bool TurnOff()
        {
            lock (_gate)
            {
                _off = true;
                return !_rang;
            }
        }

        public ValueTask DisposeAsync() => _timer.DisposeAsync();

        private void Ring()
        {
            lock (_gate)
            {
                if (_off || _connection.HasUnreadBytes)
                {
                    return;
                }

                if (!_isProlonged && _isSpare())
                {
                    _isProlonged = true;
                    _timer.Change(SpareSilence, Timeout.InfiniteTimeSpan);
                    return;
                }

                _rang = true;
                _connection.Input.CancelPendingRead();
            }
        }
    }
}
