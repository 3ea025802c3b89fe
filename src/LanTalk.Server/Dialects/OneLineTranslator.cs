using System.Buffers;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Dialects;

/// <summary>Puts texts of several lines on one line: each line break becomes <c>⏎</c>, so that nobody can forge another user's line.</summary>
internal sealed class OneLineTranslator : IFrameTranslator
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _frame;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Translate(ReadOnlySpan<byte> frame)
    {
        if (frame.IndexOf("\\n"u8) < 0)
        {
            return frame;
        }

        var output = _frame ??= new ArrayBufferWriter<byte>(1024);
        output.ResetWrittenCount();
        for (var at = frame.IndexOf((byte)'\\'); at >= 0; at = frame.IndexOf((byte)'\\'))
        {
            // An escape is a backslash and one more character; an escaped backslash can also be followed by an "n".
            var isLineFeed = frame[at + 1] == (byte)'n';
            output.Write(frame[..(isLineFeed ? at : at + 2)]);
            if (isLineFeed)
            {
                output.Write(" ⏎ "u8);
            }

            frame = frame[(at + 2)..];
        }

        output.Write(frame);
        return output.WrittenSpan;
    }
}
