using System.Globalization;
using System.Text;

namespace LanTalk.Terminal.Styling;

/// <summary>
/// A line of text in pieces, each with its style. A line feed in it begins a further line, which is always indented: it cannot pass for a line of
/// its own.
/// </summary>
public sealed class StyledText(params (string Text, Style Style)[] runs)
{
    /// <summary>The least indentation of a further line.</summary>
    public const int LeastHang = 2;

    /// <summary>A line without styles.</summary>
    public static implicit operator StyledText(string text) => new((text, Style.Default));

    /// <summary>Pieces of one line, put together.</summary>
    internal static StyledText Join(IEnumerable<StyledText> parts) => new([.. parts.SelectMany(part => part.Runs)]);

    /// <summary>The number of its characters.</summary>
    public int Length
    {
        get
        {
            var length = 0;
            foreach (var (text, _) in runs)
            {
                length += text.Length;
            }

            return length;
        }
    }

    /// <summary>How far further rows are indented if the line is longer than the terminal is wide.</summary>
    public int Indent { get; init; }

    /// <summary>The piece below which further lines begin; if it is the first, they are indented by <see cref="LeastHang"/>.</summary>
    public int HangingRun { get; init; }

    /// <summary>Writes the text alone, as one line, or several if it has line feeds.</summary>
    public void WriteLineTo(TextWriter output)
    {
        if (!HasLineFeed)
        {
            WriteRunsTo(output);
            return;
        }

        foreach (var line in Lines(int.MaxValue, TextWidth.Wcwidth))
        {
            line.WriteRunsTo(output);
        }
    }

    /// <summary>Writes the text alone to a terminal with this many columns, wrapped between words.</summary>
    public void WriteLineTo(TextWriter output, int columns)
    {
        foreach (var row in Wrap(Math.Max(1, columns - 1), TextWidth.Wcwidth))
        {
            row.WriteLineTo(output);
        }
    }

    /// <summary>The text alone, as <see cref="WriteLineTo(TextWriter)"/> writes it.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Lines(int.MaxValue, TextWidth.Wcwidth).Select(line => line.Concat()));

    /// <summary>The text as a terminal takes it.</summary>
    /// <param name="theme">The colours and styles; <see cref="Theme.None"/> writes no escapes.</param>
    public string ToTerminal(Theme theme)
    {
        var text = new StringBuilder();
        foreach (var (run, style) in runs)
        {
            if (run.Length > 0 && theme.Sgr(style) is { Length: > 0 } sgr)
            {
                text.Append("\e[").Append(sgr).Append('m').Append(run).Append("\e[m");
            }
            else
            {
                text.Append(run);
            }
        }

        return text.ToString();
    }

    /// <summary>As much of its start as fits into this many columns.</summary>
    internal StyledText Clip(int columns, TextWidth widths)
    {
        var clipped = new List<(string Text, Style Style)>();
        foreach (var (text, style) in runs)
        {
            var end = 0;
            while (end < text.Length)
            {
                var length = StringInfo.GetNextTextElementLength(text.AsSpan(end));
                var width = widths.OfCluster(text.AsSpan(end, length));
                if (width > columns)
                {
                    clipped.Add((text[..end], style));
                    return new StyledText([.. clipped]);
                }

                columns -= width;
                end += length;
            }

            clipped.Add((text, style));
        }

        return new StyledText([.. clipped]);
    }

    /// <summary>
    /// The line in rows of this many columns, wrapped between words. A word that fits into no row, such as a long address, is left for the terminal
    /// to break: then a click or a copy still gets it whole.
    /// </summary>
    internal IReadOnlyList<StyledText> Wrap(int columns, TextWidth widths)
    {
        var lines = Lines(columns / 2, widths);
        return lines.Count == 1
            ? WrapLine(columns, Indent <= columns / 4 ? Indent : 0, widths)
            : [.. lines.SelectMany((line, index) => line.WrapLine(columns, index == 0 && Indent <= columns / 4 ? Indent : Hang(columns / 2, widths), widths))];
    }

    private IEnumerable<(string Text, Style Style)> Runs => runs;

    private bool HasLineFeed
    {
        get
        {
            foreach (var (text, _) in runs)
            {
                if (text.Contains('\n', StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The lines of the text, the further ones indented.</summary>
    /// <param name="mostHang">Lines that would be indented by more are indented by the least instead.</param>
    /// <param name="widths">How the terminal counts columns.</param>
    private IReadOnlyList<StyledText> Lines(int mostHang, TextWidth widths)
    {
        if (!HasLineFeed)
        {
            return [this];
        }

        var hang = (new string(' ', Hang(mostHang, widths)), Style.Default);
        var lines = new List<List<(string Text, Style Style)>> { new() };
        foreach (var (text, style) in runs)
        {
            var parts = text.Split('\n');
            lines[^1].Add((parts[0], style));
            lines.AddRange(parts.Skip(1).Select(part => new List<(string Text, Style Style)> { hang, (part, style) }));
        }

        return [.. lines.Select(line => new StyledText([.. line]))];
    }

    private int Hang(int most, TextWidth widths)
    {
        var width = runs.Take(HangingRun).Sum(run => widths.Of(run.Text));
        return width <= most ? Math.Max(width, LeastHang) : LeastHang;
    }

    private IReadOnlyList<StyledText> WrapLine(int columns, int indent, TextWidth widths)
    {
        var text = Concat();
        var rows = new List<StyledText>();
        var (start, column, hasWord) = (0, 0, false);
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf(' ', at) is >= 0 and var blank ? blank : text.Length;
            var width = widths.Of(text.AsSpan(at, end - at));
            var isTooLong = hasWord && column + width > columns && width <= columns - indent;

            // A word after enough blanks to fill the row is wrapped here too, not left to the terminal.
            if (end > at && (isTooLong || column >= columns))
            {
                rows.Add(Row(start, at, rows.Count > 0 ? indent : 0));
                (start, column, hasWord) = (at, indent, false);
            }

            var next = end;
            while (next < text.Length && text[next] == ' ')
            {
                next++;
            }

            hasWord |= end > at;
            column = ((column + width) % (columns + 1)) + next - end;
            at = next;
        }

        rows.Add(Row(start, text.Length, rows.Count > 0 ? indent : 0));
        return rows;
    }

    private string Concat() => string.Concat(runs.Select(run => run.Text));

    private void WriteRunsTo(TextWriter output)
    {
        foreach (var (text, _) in runs)
        {
            output.Write(text);
        }

        output.WriteLine();
    }

    private StyledText Row(int start, int end, int indent)
    {
        var row = new List<(string Text, Style Style)>();
        if (indent > 0)
        {
            row.Add((new string(' ', indent), Style.Default));
        }

        var at = 0;
        foreach (var (text, style) in runs)
        {
            var (from, to) = (Math.Clamp(start - at, 0, text.Length), Math.Clamp(end - at, 0, text.Length));
            if (to > from)
            {
                row.Add((text[from..to], style));
            }

            at += text.Length;
        }

        return new StyledText([.. row]);
    }
}
