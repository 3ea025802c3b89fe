using System.Globalization;
using System.Text;

namespace LanTalk.Client.Terminal;

/// <summary>A line of text in pieces, each with its style.</summary>
public sealed class StyledText(params (string Text, Style Style)[] runs)
{
    /// <summary>A line without styles.</summary>
    public static implicit operator StyledText(string text) => new((text, Style.Default));

    /// <summary>Writes the text alone, as one line.</summary>
    public void WriteLineTo(TextWriter output)
    {
        foreach (var (text, _) in runs)
        {
            output.Write(text);
        }

        output.WriteLine();
    }

    /// <summary>The text alone.</summary>
    public override string ToString() => string.Concat(runs.Select(run => run.Text));

    /// <summary>The text as a terminal takes it.</summary>
    /// <param name="theme">How it looks; <see cref="Theme.None"/> for no escape in it.</param>
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

    /// <summary>As much of it, from its start, as fits into so many columns.</summary>
    internal StyledText Clip(int columns)
    {
        var clipped = new List<(string Text, Style Style)>();
        foreach (var (text, style) in runs)
        {
            var end = 0;
            while (end < text.Length)
            {
                var length = StringInfo.GetNextTextElementLength(text.AsSpan(end));
                var width = TextWidth.OfCluster(text.AsSpan(end, length));
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
}
