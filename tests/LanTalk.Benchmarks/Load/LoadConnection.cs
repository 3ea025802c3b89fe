using System.Net.Sockets;
using System.Text;
using HdrHistogram;

namespace LanTalk.Benchmarks.Load;

/// <summary>
/// One connection of the load generator: logs in, then checks every text it gets. A newcomer joins while texts are being sent; for it, any text of a
/// sender may be the first. Used by one thread.
/// </summary>
internal sealed class LoadConnection(
    Socket socket, int index, LoginStep[] login, int senders, IChannel? channel, bool isNewcomer, byte[]? refusal) : IDisposable
{
    // Null: any number.
    private readonly uint?[] _next = [.. Enumerable.Repeat(isNewcomer ? (uint?)null : 0, senders)];
    private byte[] _carry = [];
    private string _heard = "";
    private int _carried;
    private int _step;
    private ReadOnlyMemory<byte> _unsent;

    /// <summary>The socket; it does not block.</summary>
    public Socket Socket { get; } = socket;

    /// <summary>Its index among the generator's connections.</summary>
    public int Index { get; } = index;

    /// <summary>Whether it joined while texts were being sent.</summary>
    public bool IsNewcomer => isNewcomer;

    /// <summary>Whether all steps of the login are done.</summary>
    public bool IsLoggedIn => _step == login.Length;

    /// <summary>How many texts arrived.</summary>
    public long Received { get; private set; }

    /// <summary>
    /// A checksum of all texts in their order: equal for two connections that got the same in the same order. Meaningless for a newcomer.
    /// </summary>
    public ulong OrderSum { get; private set; }

    /// <summary>Whether bytes wait for the socket to take more.</summary>
    public bool HasUnsent => !_unsent.IsEmpty;

    /// <summary>The number that the next text of a sender must have; null if it is a newcomer's first.</summary>
    public uint? NextOf(int sender) => _next[sender];

    /// <summary>Starts the login; its bytes wait until the socket is connected.</summary>
    public void Start()
    {
        if (channel is null)
        {
            SendStep();
        }
        else
        {
            SendRaw(channel.TakeSealed());
        }
    }

    /// <summary>Sends, or keeps what the socket does not take; the bytes must not change before <see cref="HasUnsent"/> is false.</summary>
    public void Send(ReadOnlyMemory<byte> bytes)
    {
        if (channel is null)
        {
            SendRaw(bytes);
        }
        else
        {
            channel.Write(bytes);
            SendRaw(channel.TakeSealed());
        }
    }

    private void SendRaw(ReadOnlyMemory<byte> bytes)
    {
        if (!_unsent.IsEmpty)
        {
            // Only a handshake gets here, and it is small.
            bytes = (byte[])[.. _unsent.Span, .. bytes.Span];
        }

        var sent = Socket.Send(bytes.Span, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            throw new BenchmarkException($"Sending on connection {Index} failed: {error}.");
        }

        _unsent = bytes[(error == SocketError.Success ? sent : 0)..];
    }

    /// <summary>Sends the bytes kept.</summary>
    public void SendRest()
    {
        var rest = _unsent;
        _unsent = default;
        SendRaw(rest);
    }

    /// <summary>Receives once into a buffer shared by all connections. Returns how many texts arrived.</summary>
    public int Receive(byte[] buffer, LongHistogram? latencies, TimeProvider time)
    {
        _carry.AsSpan(0, _carried).CopyTo(buffer);
        var read = Socket.Receive(buffer.AsSpan(_carried), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return 0;
        }

        if (error != SocketError.Success || read == 0)
        {
            throw new BenchmarkException(
                $"The server closed connection {Index} ({error}), last heard: {Encoding.Latin1.GetString(buffer.AsSpan(0, _carried)).Trim()}");
        }

        if (channel is not null)
        {
            read = Open(buffer, read);
        }

        var data = buffer.AsSpan(0, _carried + read);
        var before = Received;
        var rest = IsLoggedIn ? data : TakeLogin(data);
        Carry(IsLoggedIn ? Check(rest, latencies, time) : rest);
        return (int)(Received - before);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        channel?.Dispose();
        Socket.Dispose();
    }

    /// <summary>Decrypts the bytes in the buffer in place; returns the length of the result.</summary>
    private int Open(byte[] buffer, int length)
    {
        var wasOpen = channel!.IsOpen;
        var clear = channel.Feed(buffer.AsSpan(_carried, length), buffer.AsSpan(_carried));
        if (channel.TakeSealed() is { IsEmpty: false } answer)
        {
            SendRaw(answer);
        }

        if (channel.IsOpen && !wasOpen)
        {
            SendStep();
        }

        return clear;
    }

    /// <summary>Checks all texts in the data. Returns a rest that may be the beginning of one.</summary>
    private ReadOnlySpan<byte> Check(ReadOnlySpan<byte> data, LongHistogram? latencies, TimeProvider time)
    {
        if (refusal is not null && data.IndexOf(refusal) >= 0)
        {
            throw new BenchmarkException($"The server refused a text of connection {Index}: {Encoding.UTF8.GetString(data).Trim()}");
        }

        var now = latencies is null ? 0 : time.GetTimestamp();
        while (true)
        {
            var at = data.IndexOf(Mark.Sign);
            if (at < 0 || data.Length - at < Mark.Length)
            {
                return at < 0 ? [] : data[at..];
            }

            data = data[at..];
            CheckNumber(Mark.SenderOf(data), Mark.NumberOf(data));
            latencies?.RecordValue(Math.Max(1, now - Mark.TimeOf(data)));
            data = data[Mark.Length..];
            Received++;
        }
    }

    private void CheckNumber(byte sender, uint number)
    {
        var expected = sender < _next.Length ? _next[sender] ?? number : 0;
        if (sender >= _next.Length || number != expected)
        {
            var what = number < expected ? "twice or out of order" : $"after {number - expected} that are lost or late";
            throw new BenchmarkException($"Connection {Index} got text {number} of sender {sender} {what}.");
        }

        _next[sender] = number + 1;
        OrderSum = (OrderSum * 0x9E3779B97F4A7C15) + (((ulong)sender << 32) | number);
    }

    /// <summary>Takes the steps of the login that the data completes. Returns the data after them.</summary>
    private ReadOnlySpan<byte> TakeLogin(ReadOnlySpan<byte> data)
    {
        while (!IsLoggedIn)
        {
            var expected = Encoding.Latin1.GetBytes(login[_step].Expect);
            var at = data.IndexOf(expected);
            if (at < 0)
            {
                // The expected text may have arrived in part; the rest shows, in an error, what the server sent instead.
                return data[Math.Max(0, data.Length - 256)..];
            }

            _heard = Encoding.Latin1.GetString(data);
            data = data[(at + expected.Length)..];
            _step++;
            SendStep();
        }

        return data;
    }

    private void SendStep()
    {
        if (!IsLoggedIn && login[_step].Send(_heard, channel?.Binding ?? default) is { Length: > 0 } text)
        {
            Send(Encoding.Latin1.GetBytes(text));
        }
    }

    private void Carry(ReadOnlySpan<byte> rest)
    {
        if (_carry.Length < rest.Length)
        {
            _carry = new byte[Math.Max(256, rest.Length)];
        }

        rest.CopyTo(_carry);
        _carried = rest.Length;
    }
}
