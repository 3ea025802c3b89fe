using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using LanTalk.Terminal.Devices;

namespace LanTalk.Terminal.Tests.Devices;

/// <summary>
/// A terminal that knows the few sequences that the prompt uses and checks each: a test fails at any other. It keeps all lines; there is nothing
/// above the screen.
/// </summary>
internal sealed partial class FakeTerminal(int columns = 40, int rows = 24) : ITerminal
{
    // Not Unicode characters.
    private const char Silence = '\uffff';
    private const char Break = '\ufffe';

    private static readonly TimeSpan BreakTime = TimeSpan.FromMilliseconds(300);

    private readonly Channel<char> _keys = Channel.CreateUnbounded<char>();
    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
    private readonly List<StringBuilder> _lines = [new()];
    private readonly Lock _gate = new();
    private readonly Lock _typing = new();
    private readonly ManualResetEventSlim _takes = new(initialState: true);
    private int _row;
    private int _column;

    /// <inheritdoc/>
    public int Columns { get; } = columns;

    /// <inheritdoc/>
    public int Rows { get; } = rows;

    /// <summary>How many characters were written.</summary>
    public int Written { get; private set; }

    /// <inheritdoc/>
    public bool TakesSignalKeys { get; set; }

    /// <summary>How many lines there were at most.</summary>
    public int MostLines { get; private set; } = 1;

    /// <summary>Whether it reports its cursor when asked.</summary>
    public bool Answers { get; init; } = true;

    /// <summary>The columns to report, in order; if empty, the real ones.</summary>
    public Queue<int> Columned { get; init; } = new();

    /// <summary>How often it was asked for its cursor.</summary>
    public int Questions { get; private set; }

    /// <summary>What it answers when it is asked what it can do; null for nothing.</summary>
    public string? Attributes { get; init; }

    /// <summary>What it answers when it is asked about Kitty's graphics; null for nothing.</summary>
    public string? GraphicsAnswer { get; init; }

    /// <summary>The sequences of graphics that were written, with what stood above them.</summary>
    public List<(string Above, string Sequence)> Graphics { get; } = [];

    /// <summary>Does not really wait: input that is not typed yet comes after a long silence.</summary>
    public bool WaitForInput(TimeSpan atMost)
    {
        lock (_typing)
        {
            if (!_keys.Reader.TryPeek(out var c))
            {
                return false;
            }

            if (c == Break && atMost > BreakTime)
            {
                _keys.Reader.TryRead(out _);
                return _keys.Reader.Count > 0;
            }

            if (c is not (Silence or Break))
            {
                return true;
            }

            // The wait uses up all its time, and then the silence is over.
            _keys.Reader.TryRead(out _);
            return false;
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
    public char Read()
    {
        try
        {
            char c;
            do
            {
                c = _keys.Reader.ReadAsync().AsTask().GetAwaiter().GetResult();
            }
            while (c is Silence or Break);
            return c;
        }
        catch (ChannelClosedException e)
        {
            throw new IOException("The terminal is gone.", e);
        }
    }

    /// <summary>Sends characters.</summary>
    public void Type(string text)
    {
        lock (_typing)
        {
            foreach (var c in text)
            {
                _keys.Writer.TryWrite(c);
            }
        }
    }

    /// <summary>Sends nothing for longer than any wait.</summary>
    public void BeSilent() => Type($"{Silence}");

    /// <summary>Sends nothing for 300 ms.</summary>
    public void TakeBreak() => Type($"{Break}");

    /// <summary>Presses keys that arrive in one go, like those of a paste.</summary>
    public void AtOnce(Action press)
    {
        lock (_typing)
        {
            press();
        }
    }

    /// <summary>Presses a key.</summary>
    public void Press(ConsoleKey key, char c = '\0', bool control = false, bool alt = false) =>
        Type(KeySequences.Of(new ConsoleKeyInfo(c, key, shift: false, alt, control)));

    /// <summary>Sends no more keys.</summary>
    public void HangUp() => _keys.Writer.TryComplete();

    /// <summary>Waits until the lines satisfy a condition.</summary>
    public async Task WaitAsync(Predicate<IReadOnlyList<string>> isReached)
    {
        while (!isReached(Lines))
        {
            await _changes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Accepts no output until <see cref="GoOn"/>, as after Ctrl-S.</summary>
    public void Hold() => _takes.Reset();

    /// <summary>Accepts output again.</summary>
    public void GoOn() => _takes.Set();

    /// <inheritdoc/>
    public void Write(string text)
    {
        _takes.Wait();
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
                    MostLines = Math.Max(MostLines, _lines.Count);
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
        if (text[at + 1] is '_' or 'P')
        {
            var end = text.IndexOf("\e\\", at + 1, StringComparison.Ordinal);
            end.Should().BePositive("a string of the terminal has an end");
            Graphics.Add((_row > 0 ? _lines[_row - 1].ToString().TrimEnd() : "", text[at..end]));
            Type(text.AsSpan(at).StartsWith("\e_Gi=31,") ? GraphicsAnswer ?? "" : "");
            return end + 1 - at;
        }

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
            case "n":
                Questions++;
                if (Answers)
                {
                    var column = Columned.TryDequeue(out var scripted) ? scripted : _column;
                    Type(string.Create(CultureInfo.InvariantCulture, $"\e[{_row + 1};{column + 1}R"));
                }

                break;
            case "c":
                Type(Attributes ?? "");
                break;
            case "h" or "l" when number == "?2004":
                PasteMode = match.Groups["end"].Value == "h";
                break;
        }

        return match.Length - 1;
    }

    [GeneratedRegex(@"\G\e\[(?<number>6(?=n)|\d*|\?2004|\?2026|[\d;]*(?=m))(?<end>[ABCJHKcmhln])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sequence();
}
