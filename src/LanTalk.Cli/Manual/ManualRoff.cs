using System.Text;
using LanTalk.Cli.Hosting;

namespace LanTalk.Cli.Manual;

/// <summary>Writes a page for <c>man</c>, with the macros of man(7), which every <c>man</c> knows.</summary>
internal static class ManualRoff
{
    /// <summary>The page.</summary>
    public static string Of(ManualPage page)
    {
        var text = new StringBuilder();

        // Without a date: the same version makes the same page.
        text.Append($".TH {page.FileName.ToUpperInvariant().Replace("-", "\\-", StringComparison.Ordinal)} 1 \"\" \"LanTalk {ToolVersion.Text}\" \"LanTalk\"\n");
        text.Append(".SH NAME\n").Append(Escape(page.FileName)).Append(" \\- ").Append(Escape(page.Summary.TrimEnd('.'))).Append('\n');
        text.Append(".SH SYNOPSIS\n.B ").Append(Escape(page.Usage)).Append('\n');
        foreach (var section in page.Sections)
        {
            Append(text, section);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ManualSection section)
    {
        text.Append(".SH ").Append(Escape(section.Title.ToUpperInvariant())).Append('\n');
        foreach (var paragraph in section.Paragraphs)
        {
            text.Append(".PP\n").Append(Escape(paragraph)).Append('\n');
        }

        foreach (var entry in section.Entries)
        {
            text.Append(".TP\n.B ").Append(Escape(entry.Term)).Append('\n').Append(Escape(entry.Text)).Append('\n');
        }

        foreach (var example in section.Examples)
        {
            text.Append(".PP\n").Append(Escape(example.Does)).Append("\n.PP\n.RS 4\n.nf\n").Append(Escape(example.Line)).Append("\n.fi\n.RE\n");
        }
    }

    /// <summary>Escapes a line of text: nothing in it is a roff request, and its dashes can be copied into a shell.</summary>
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("\"", "\\(dq", StringComparison.Ordinal).Replace("'", "\\(aq", StringComparison.Ordinal).Replace("~", "\\(ti", StringComparison.Ordinal);
        return escaped.StartsWith('.') ? $"\\&{escaped}" : escaped;
    }
}
