using LanTalk.Cli.Lines;
using LanTalk.Client.Events;
using LanTalk.Protocol.Names;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// A room or a private conversation as its reader sees it. Lines that arrive while another one is shown wait here; the last lines shown are kept, so
/// that they can be shown again before later ones.
/// </summary>
/// <param name="place">Where it is; see <see cref="ChatPlace"/>.</param>
internal sealed class ChatWindow(string place)
{
    /// <summary>How many waiting lines are kept; the rest are in the server's history.</summary>
    public const int MaxWaiting = 200;

    /// <summary>How many earlier messages are shown again.</summary>
    public const int MaxContext = 10;

    private readonly Queue<WindowLine> _waiting = new();
    private readonly Queue<WindowLine> _context = new();

    /// <summary>The room's name, or the other user of the conversation; see <see cref="ChatPlace"/>.</summary>
    public string Place { get; } = place;

    /// <summary>Whether it is a private conversation.</summary>
    public bool IsPrivate { get; } = ChatPlace.UserOf(place) is not null;

    /// <summary>The room's topic; null if it has none.</summary>
    public string? Topic { get; set; }

    /// <summary>Messages up to this number were posted before the user came.</summary>
    public long BacklogEnd { get; set; }

    /// <summary>How many messages arrived since it was last shown.</summary>
    public int Unread { get; private set; }

    /// <summary>Whether one of those is private to the user or mentions the user's name.</summary>
    public bool IsMentioned { get; private set; }

    /// <summary>Joins and leaves that wait to be folded.</summary>
    public PresenceFold Presence { get; } = new();

    /// <summary>Whether a text was typed in it: one for a user in that user's conversation, any other in a room.</summary>
    public bool IsWhereTyped(Outgoing what) => what.To is not { } to
        ? !IsPrivate
        : ChatPlace.UserOf(Place) is { } user && UserName.Comparer.Equals(user, to);

    /// <summary>Keeps a line until it is shown.</summary>
    public void Keep(WindowLine line)
    {
        _waiting.Enqueue(line);
        if (_waiting.Count > MaxWaiting)
        {
            _waiting.Dequeue();
        }

        Unread += line.IsNews ? 1 : 0;
        IsMentioned |= line.IsMention;
    }

    /// <summary>Remembers a line that is shown, if it is a message.</summary>
    public void Remember(WindowLine line)
    {
        if (line.IsSaid)
        {
            _context.Enqueue(line);
            if (_context.Count > MaxContext)
            {
                _context.Dequeue();
            }
        }
    }

    /// <summary>Opens it: it is shown from now on.</summary>
    /// <returns>The lines shown before, the waiting lines, and how many waiting messages were not kept.</returns>
    public (IReadOnlyList<WindowLine> Context, IReadOnlyList<WindowLine> Waiting, int Missing) Open()
    {
        WindowLine[] context = [.. _context];
        WindowLine[] waiting = [.. _waiting];
        var missing = Unread - waiting.Count(line => line.IsNews);
        foreach (var line in waiting)
        {
            Remember(line);
        }

        _waiting.Clear();
        (Unread, IsMentioned) = (0, false);
        return (context, waiting, missing);
    }
}

/// <summary>A line of a room or a private conversation.</summary>
/// <param name="Text">The text with its styles.</param>
internal readonly record struct WindowLine(StyledText Text)
{
    /// <summary>When it was posted; null if that is not known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether it is somebody's message; otherwise it reports an event.</summary>
    public bool IsSaid { get; init; }

    /// <summary>Whether it is somebody else's message, posted since the user came.</summary>
    public bool IsNews { get; init; }

    /// <summary>Whether it is private to the user or mentions the user's name.</summary>
    public bool IsMention { get; init; }
}
