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
    /// <param name="color">Whether to say how it looks; without, there is no escape in it.</param>
    public string ToTerminal(bool color)
    {
        if (!color)
        {
            return ToString();
        }

        var text = new StringBuilder();
        foreach (var (run, style) in runs)
        {
            if (string.IsNullOrEmpty(style.Sgr))
            {
                text.Append(run);
            }
            else
            {
                text.Append("\e[").Append(style.Sgr).Append('m').Append(run).Append("\e[m");
            }
        }

        return text.ToString();
    }
}
