namespace LanTalk.Server.Programs;

/// <summary>What <see cref="LineReader"/> found.</summary>
internal enum LineKind
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>The rest of a line that is too long; it is skipped.</summary>
    TooLong,

    /// <summary>The stream has ended. An unfinished line before it is skipped.</summary>
    End,
}

/// <summary>Splits a program's output into lines. However long a line is, it takes a fixed amount of memory.</summary>
/// <param name="stream">The output.</param>
/// <param name="maxLength">The maximum length of a line in bytes.</param>
/// <param name="throttle">Limits how fast it is read.</param>
internal sealed class LineReader(Stream stream, int maxLength, Throttle throttle)
{
    private readonly byte[] _buffer = new byte[maxLength + 1];
    private int _start;
    private int _end;
    private bool _isSkipping;

    /// <summary>Reads the next line, without its line feed. It is valid until the next call. Blocks until there is one.</summary>
    public LineKind Read(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = _buffer.AsSpan(_start, found);
                _start += found + 1;
                if (!_isSkipping)
                {
                    throttle.CountLine();
                    return LineKind.Line;
                }

                _isSkipping = false;
                continue;
            }

            line = default;
            if (_isSkipping)
            {
                _start = _end;
            }
            else if (_end - _start > maxLength)
            {
                _isSkipping = true;
                _start = _end;
                return LineKind.TooLong;
            }

            if (!Fill())
            {
                return LineKind.End;
            }
        }
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int read;
        try
        {
            read = stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The program was ended.
            return false;
        }

        _end += read;
        throttle.CountBytes(read);
        return read > 0;
    }
}
