using System.Text;
using LanTalk.Protocol.Text;

namespace LanTalk.Terminal.Keys;

/// <summary>
/// Reads the text between the markers of a paste (xterm's bracketed paste). Nothing in it is a key, and only the whole end marker ends it. If the
/// marker is lost, silence ends the paste; if the paste goes on after that, the rest does not count as typed either.
/// </summary>
internal sealed class PasteReader(KeySource source)
{
    /// <summary>Further characters are dropped, but still read: only the input after the paste is typed.</summary>
    public const int MostCharacters = 64 * 1024;

    /// <summary>A terminal sends a paste in one go. After this much silence, the end marker is lost.</summary>
    public static readonly TimeSpan MostSilence = TimeSpan.FromSeconds(1);

    private const string Begin = "\e[200~";
    private const string End = "\e[201~";

    /// <summary>Whether the last paste had no end marker.</summary>
    private bool _isOpen;

    /// <summary>Reads a paste whose begin marker was read.</summary>
    public KeyInput Read()
    {
        var pasted = new StringBuilder();
        _isOpen = !TryReadToEnd(pasted, MostSilence, out var isWhole);
        return isWhole ? Pasted(pasted) : new KeyInput(KeyInputKind.TooLongPaste);
    }

    /// <summary>
    /// The rest of a paste that seemed to have ended: characters that arrive in one go, followed by the end marker. Null if there is no such rest;
    /// then nothing was taken.
    /// </summary>
    /// <param name="mostSilence">Characters after a longer silence do not belong to it.</param>
    public KeyInput? ReadRest(TimeSpan mostSilence)
    {
        if (!_isOpen)
        {
            return null;
        }

        _isOpen = false;
        var burst = new StringBuilder().Append(source.Next());
        var hasEnd = burst[0] == End[0] ? false : TryReadToEnd(burst, mostSilence, out _);
        var text = burst.ToString();
        if (hasEnd && !text.Contains(Begin, StringComparison.Ordinal))
        {
            return Pasted(burst);
        }

        source.GiveBack(hasEnd ? text + End : text);
        return null;
    }

    private static KeyInput Pasted(StringBuilder text) => new(KeyInputKind.Paste, TabStops.Expand(SafeText.WithLineFeeds(text.ToString())));

    /// <summary>Reads up to the end marker; false if there was a silence before it.</summary>
    private bool TryReadToEnd(StringBuilder text, TimeSpan mostSilence, out bool isWhole)
    {
        isWhole = true;
        var matched = 0;
        while (source.Comes(mostSilence))
        {
            var c = source.Next();
            if (c == End[matched])
            {
                if (++matched == End.Length)
                {
                    return true;
                }

                continue;
            }

            // The marker's first character appears only once in it, so a failed match can only start again here.
            isWhole &= TryAppend(text, End.AsSpan(0, matched));
            matched = c == End[0] ? 1 : 0;
            isWhole &= matched > 0 || TryAppend(text, [c]);
        }

        return false;
    }

    private static bool TryAppend(StringBuilder text, ReadOnlySpan<char> more)
    {
        if (text.Length + more.Length > MostCharacters)
        {
            return false;
        }

        text.Append(more);
        return true;
    }
}
