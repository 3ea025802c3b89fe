using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>A room as its reader sees it. What comes while another one is shown waits here.</summary>
internal sealed class ChatWindow(string room)
{
    /// <summary>Of what waits, so many lines are kept; the rest is in the server's history.</summary>
    public const int MaxWaiting = 200;

    private readonly Queue<WaitingLine> _waiting = new();

    /// <summary>The room's name.</summary>
    public string Room { get; } = room;

    /// <summary>What the room is about; null if nobody has said so.</summary>
    public string? Topic { get; set; }

    /// <summary>What is said up to this number was said before the user came.</summary>
    public long BacklogEnd { get; set; }

    /// <summary>How many messages came since the room was shown last.</summary>
    public int Unread { get; private set; }

    /// <summary>Whether one of those names the user.</summary>
    public bool IsMentioned { get; private set; }

    /// <summary>Who comes and goes.</summary>
    public PresenceFold Presence { get; } = new();

    /// <summary>Keeps a line until the room is shown.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">When it was said; null if that is not known.</param>
    /// <param name="isNews">Whether it is a message that was said since.</param>
    /// <param name="isMention">Whether it names the user.</param>
    public void Keep(StyledText line, DateTimeOffset? at, bool isNews, bool isMention)
    {
        _waiting.Enqueue(new WaitingLine(line, at, isNews));
        if (_waiting.Count > MaxWaiting)
        {
            _waiting.Dequeue();
        }

        Unread += isNews ? 1 : 0;
        IsMentioned |= isMention;
    }

    /// <summary>The room is shown from now on.</summary>
    /// <returns>What waits, and how many of the messages among it are not kept.</returns>
    public (IReadOnlyList<WaitingLine> Lines, int Missing) Open()
    {
        WaitingLine[] lines = [.. _waiting];
        var missing = Unread - lines.Count(line => line.IsNews);
        _waiting.Clear();
        (Unread, IsMentioned) = (0, false);
        return (lines, missing);
    }
}

/// <summary>A line that waits to be shown.</summary>
/// <param name="Line">The line.</param>
/// <param name="At">When it was said; null if that is not known.</param>
/// <param name="IsNews">Whether it is a message that was said since the room was shown last.</param>
internal readonly record struct WaitingLine(StyledText Line, DateTimeOffset? At, bool IsNews);
