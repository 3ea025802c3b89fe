using LanTalk.Protocol.Names;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Texts;

/// <summary>The reader of lines, and where they are shown.</summary>
internal sealed record Viewpoint
{
    /// <summary>Nobody's in particular.</summary>
    public static Viewpoint Nobody { get; } = new();

    /// <summary>The reader's own name; null for nobody's.</summary>
    public string? OwnName { get; init; }

    /// <summary>The room that needs no naming.</summary>
    public string Here { get; init; } = RoomName.Lobby;

    /// <summary>The mark of a sealed message.</summary>
    public string Seal { get; init; } = MessageFormatter.AsciiSeal;

    /// <summary>Whether a sign after the time tells the reader's own lines and those that call the reader; see <see cref="LineSign"/>.</summary>
    public bool HasSigns { get; init; }

    /// <summary>Whether the reader can type the command that gets a share.</summary>
    public bool OffersFiles { get; init; }

    /// <summary>How a name looks.</summary>
    public Func<string, Style> StyleOf { get; init; } = Style.ForName;

    /// <summary>Whether a name is the reader's.</summary>
    public bool IsOwn(string name) => OwnName is not null && UserName.Comparer.Equals(OwnName, name);

    /// <summary>Whether a text of somebody else names the reader.</summary>
    public bool IsNamedIn(string text, string author) => OwnName is not null && !IsOwn(author) && Mentions.Has(text, OwnName);
}
