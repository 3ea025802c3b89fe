using System.Text;

namespace LanTalk.Cli.Terminals;

/// <summary>Reads lines and keeps at most a certain length of each: a line without an end does not fill the memory.</summary>
/// <param name="input">The input to read.</param>
/// <param name="maxLength">
/// The longest line in characters. Of a longer one, one more character is kept, so that it can be told from a line that fits.
/// </param>
internal sealed class BoundedLineReader(TextReader input, int maxLength)
{
    private readonly char[] _buffer = new char[4096];
    private readonly long _kept = maxLength + 1L;
    private int _start;
    private int _end;
    private bool _endedByReturn;

    /// <summary>The next line, without its end, which is a line feed, a carriage return or both; null at the end of the input.</summary>
    /// <exception cref="IOException">The input is broken.</exception>
    public string? ReadLine()
    {
        StringBuilder? line = null;
        while (Fill())
        {
            if (_endedByReturn)
            {
                _endedByReturn = false;
                if (_buffer[_start] == '\n')
                {
                    _start++;
                    continue;
                }
            }

            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest.IndexOfAny('\r', '\n');
            var part = length < 0 ? rest : rest[..length];
            line ??= new StringBuilder();
            line.Append(part[..(int)Math.Min(part.Length, _kept - line.Length)]);
            _start += part.Length;
            if (length >= 0)
            {
                _endedByReturn = _buffer[_start++] == '\r';
                return line.ToString();
            }
        }

        return line?.ToString();
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, input.Read(_buffer, 0, _buffer.Length));
        }

        return _start < _end;
    }
}
