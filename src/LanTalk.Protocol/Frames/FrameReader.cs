using System.Buffers;

namespace LanTalk.Protocol.Frames;

/// <summary>The result of <see cref="FrameReader.TryRead"/>.</summary>
public enum FrameStatus
{
    /// <summary>A whole frame.</summary>
    Frame,

    /// <summary>No whole frame yet: read more bytes.</summary>
    Incomplete,

    /// <summary>A frame longer than allowed: the connection cannot go on.</summary>
    TooLong,
}

/// <summary>Cuts a stream of bytes into frames. A frame is one line; its end is a line feed, before which a carriage return is dropped.</summary>
public static class FrameReader
{
    /// <summary>Takes the next frame from the front of <paramref name="buffer"/>.</summary>
    /// <param name="buffer">The bytes received and not yet taken; advanced past the frame and its line end.</param>
    /// <param name="maxLength">The longest frame in bytes, without its line end.</param>
    /// <param name="frame">The frame without its line end; empty unless the result is <see cref="FrameStatus.Frame"/>.</param>
    public static FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, int maxLength, out ReadOnlySequence<byte> frame)
    {
        var end = buffer.PositionOf((byte)'\n');
        if (end is null)
        {
            frame = default;
            return buffer.Length > maxLength ? FrameStatus.TooLong : FrameStatus.Incomplete;
        }

        frame = buffer.Slice(0, end.Value);
        buffer = buffer.Slice(buffer.GetPosition(1, end.Value));
        if (frame.Length > 0 && frame.Slice(frame.Length - 1).FirstSpan[0] == (byte)'\r')
        {
            frame = frame.Slice(0, frame.Length - 1);
        }

        if (frame.Length > maxLength)
        {
            frame = default;
            return FrameStatus.TooLong;
        }

        return FrameStatus.Frame;
    }
}
