using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Texts;

/// <summary>
/// The sign in the place of the blank after a line's time, which shows without colours whose line it is. No name begins with such a sign.
/// </summary>
internal static class LineSign
{
    /// <summary>Nothing in particular.</summary>
    public static readonly (string Text, Style Style) None = (" ", Style.Dim);

    /// <summary>The reader has said it.</summary>
    public static readonly (string Text, Style Style) Own = (">", Style.Default);

    /// <summary>It is for the reader alone, or names the reader; the status line has the same sign for it.</summary>
    public static readonly (string Text, Style Style) Call = ("!", Style.Mention);
}
