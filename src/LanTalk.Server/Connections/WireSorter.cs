using System.IO.Pipelines;
using LanTalk.Server.Web;

namespace LanTalk.Server.Connections;

/// <summary>The protocol of a connection.</summary>
internal enum Wire
{
    /// <summary>None: the other end is gone, or is a browser that keeps the connection for later.</summary>
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
        var alarm = new Alarm(connection);
        await using var timer = time.CreateTimer(state => ((Alarm)state!).Ring(), alarm, Silence, Timeout.InfiniteTimeSpan);
        var result = await reading;
        if (alarm.TurnOff() || result.IsCanceled)
        {
            return result;
        }

        // The alarm rang after the bytes had arrived and would interrupt the next reader; the interrupted read is consumed here.
        connection.Input.AdvanceTo(result.Buffer.Start);
        return await connection.Input.ReadAsync();
    }

    private Wire WireOf(in ReadResult result, ChatConnection connection)
    {
        if (result.Buffer.IsEmpty)
        {
            // Browsers open spare connections beside a request and keep them silent. A greeting on one would be taken for the answer to a later
            // request; a closed one is replaced unnoticed.
            return result.IsCompleted || visitors.Knows(connection.Address, acceptedAt: connection.LoginSince) ? Wire.None : Wire.Version2;
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
    /// counts.
    /// </summary>
    private sealed class Alarm(ChatConnection connection)
    {
        private readonly Lock _gate = new();
        private bool _rang;
        private bool _off;

        public void Ring()
        {
            lock (_gate)
            {
                if (!_off && !connection.HasUnreadBytes)
                {
                    _rang = true;
                    connection.Input.CancelPendingRead();
                }
            }
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
    }
}
