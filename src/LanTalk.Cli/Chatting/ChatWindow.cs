using LanTalk.Cli.Lines;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// A room or a private conversation as its reader sees it. What comes while another one is shown waits here; of what was shown, the end is kept, to be
/// shown again with what comes later.
/// </summary>
/// <param name="place">Where it is; see <see cref="ChatPlace"/>.</param>
internal sealed class ChatWindow(string place)
{
    /// <summary>Of what waits, so many lines are kept; the rest is in the server's history.</summary>
    public const int MaxWaiting = 200;

    /// <summary>How many earlier messages are shown again.</summary>
    public const int MaxContext = 10;

    private readonly Queue<WindowLine> _waiting = new();
    private readonly Queue<WindowLine> _context = new();

    /// <summary>The room's name, or whom the conversation is with; see <see cref="ChatPlace"/>.</summary>
    public string Place { get; } = place;

    /// <summary>Whether it is a private conversation.</summary>
    public bool IsPrivate { get; } = ChatPlace.UserOf(place) is not null;

    /// <summary>What the room is about; null if nobody has said so.</summary>
    public string? Topic { get; set; }

    /// <summary>What is said up to this number was said before the user came.</summary>
    public long BacklogEnd { get; set; }

    /// <summary>How many messages came since it was shown last.</summary>
    public int Unread { get; private set; }

    /// <summary>Whether one of those is for the user alone, or names it.</summary>
    public bool IsMentioned { get; private set; }

    /// <summary>Who comes and goes.</summary>
    public PresenceFold Presence { get; } = new();

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

    /// <summary>Remembers a line that is shown, if somebody has said it.</summary>
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

    /// <summary>It is shown from now on.</summary>
    /// <returns>What was shown before, what waits, and how many of the messages among that are not kept.</returns>
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
/// <param name="Text">How it looks.</param>
internal readonly record struct WindowLine(StyledText Text)
{
    /// <summary>When it was said; null if that is not known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether somebody has said it; otherwise it tells what happened.</summary>
    public bool IsSaid { get; init; }

    /// <summary>Whether it was said by somebody else, since the user came.</summary>
    public bool IsNews { get; init; }

    /// <summary>Whether it is for the user alone, or names it.</summary>
    public bool IsMention { get; init; }
}
