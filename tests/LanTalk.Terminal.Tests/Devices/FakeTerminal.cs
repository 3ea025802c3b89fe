using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using LanTalk.Terminal.Devices;

namespace LanTalk.Terminal.Tests.Devices;

/// <summary>
/// A terminal of the few sequences that the prompt uses, each checked: a test fails at any other. It keeps all lines; there
/// is nothing above the screen.
/// </summary>
internal sealed partial class FakeTerminal(int columns = 40, int rows = 24) : ITerminal
{
    private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
    private readonly List<StringBuilder> _lines = [new()];
    private readonly Lock _gate = new();
    private readonly Lock _typing = new();
    private int _row;
    private int _column;

    /// <inheritdoc/>
    public int Columns { get; } = columns;

    /// <inheritdoc/>
    public int Rows { get; } = rows;

    /// <summary>How many characters were written.</summary>
    public int Written { get; private set; }

    /// <inheritdoc/>
    public bool IsKeyAvailable
    {
        get
        {
            lock (_typing)
            {
                return _keys.Reader.Count > 0;
            }
        }
    }

    /// <summary>Whether pastes are bracketed.</summary>
    public bool PasteMode { get; private set; }

    /// <summary>How often the bell rang.</summary>
    public int Bells { get; private set; }

    /// <summary>Whether writing fails, as on a closed window.</summary>
    public bool IsGone { get; set; }

    /// <summary>The lines, without blanks at their ends.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines.Select(line => line.ToString().TrimEnd())];
            }
        }
    }

    /// <summary>Where the cursor is.</summary>
    public (int Row, int Column) Cursor
    {
        get
        {
            lock (_gate)
            {
                return (_row, _column);
            }
        }
    }

    /// <inheritdoc/>
    public ConsoleKeyInfo ReadKey()
    {
        try
        {
            return _keys.Reader.ReadAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException e)
        {
            throw new IOException("The terminal is gone.", e);
        }
    }

    /// <summary>Presses the keys of a text.</summary>
    public void Type(string text)
    {
        foreach (var c in text)
        {
            Press(default, c);
        }
    }

    /// <summary>Presses keys that come in one go, as those of a paste do.</summary>
    public void AtOnce(Action press)
    {
        lock (_typing)
        {
            press();
        }
    }

    /// <summary>Presses a key.</summary>
    public void Press(ConsoleKey key, char c = '\0', bool control = false, bool alt = false) =>
        _keys.Writer.TryWrite(new ConsoleKeyInfo(c, key, shift: false, alt, control));

    /// <summary>No more keys come.</summary>
    public void HangUp() => _keys.Writer.TryComplete();

    /// <summary>Waits until the lines are as they should be.</summary>
    public async Task WaitAsync(Predicate<IReadOnlyList<string>> isReached)
    {
        while (!isReached(Lines))
        {
            await _changes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <inheritdoc/>
    public void Write(string text)
    {
        if (IsGone)
        {
            throw new IOException("The terminal is gone.");
        }

        lock (_gate)
        {
            Written += text.Length;
            for (var i = 0; i < text.Length; i++)
            {
                i += text[i] == '\e' ? Obey(text, i) : Put(text[i]);
            }
        }

        _changes.Writer.TryWrite(true);
    }

    private int Put(char c)
    {
        switch (c)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                _row++;
                if (_row == _lines.Count)
                {
                    _lines.Add(new StringBuilder());
                }

                break;
            case '\a':
                Bells++;
                break;
            default:
                char.IsControl(c).Should().BeFalse();
                var line = _lines[_row];
                line.Append(' ', Math.Max(0, _column + 1 - line.Length));
                line[_column++] = c;
                break;
        }

        return 0;
    }

    private int Obey(string text, int at)
    {
        var match = Sequence().Match(text, at);
        match.Success.Should().BeTrue($"the sequence at {at} of '{text}' is none that the prompt may use");
        var number = match.Groups["number"].Value;
        switch (match.Groups["end"].Value)
        {
            case "C":
                _column += int.Parse(number, CultureInfo.InvariantCulture);
                break;
            case "A":
                _row -= int.Parse(number, CultureInfo.InvariantCulture);
                break;
            case "B":
                _row += int.Parse(number, CultureInfo.InvariantCulture);
                break;
            case "K":
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                break;
            case "J" when number.Length == 0:
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            case "J" or "H":
                (_row, _column) = (0, 0);
                _lines.RemoveRange(1, _lines.Count - 1);
                _lines[0].Clear();
                break;
            case "h" or "l" when number == "?2004":
                PasteMode = match.Groups["end"].Value == "h";
                break;
        }

        return match.Length - 1;
    }

    [GeneratedRegex(@"\G\e\[(?<number>\d*|\?2004|\?2026|[\d;]*(?=m))(?<end>[ABCJHKmhl])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sequence();
}
