using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>Something that waits for a room's turn; its bytes stand beside it.</summary>
internal struct InboxEntry
{
    // One field for what few entries have: a batch holds thousands of them.
    private readonly object? _task;

    /// <summary>A message: a frame without its number, then the text alone.</summary>
    public InboxEntry(int frameLength, int textLength, IRoomAuthor author, string userName, bool isAction, long at, string? nonce)
    {
        (FrameLength, TextLength, Author, UserName, IsAction, At, Nonce) = (frameLength, textLength, author, userName, isAction, at, nonce);
        User = author.User;
    }

    /// <summary>An event: a frame that is shown and not kept.</summary>
    public InboxEntry(int frameLength, User? user) => (FrameLength, User) = (frameLength, user);

    /// <summary>A change of the topic, and the event that tells of it.</summary>
    public InboxEntry(int frameLength, TopicChange topic) => (FrameLength, _task) = (frameLength, topic);

    /// <summary>Work.</summary>
    public InboxEntry(Action work) => _task = work;

    public int FrameLength { get; }

    public int TextLength { get; }

    /// <summary>Who says a message; null if it is none.</summary>
    public IRoomAuthor? Author { get; }

    /// <summary>Whose it is; if of version 2, who does not get it back.</summary>
    public User? User { get; }

    public string? UserName { get; }

    public bool IsAction { get; }

    /// <summary>When it was said; its store may say so a little later.</summary>
    public long At { get; set; }

    /// <summary>The sender's mark; null if there is none, or nothing to tell senders apart by.</summary>
    public string? Nonce { get; }

    public readonly TopicChange? Topic => _task as TopicChange;

    public readonly Action? Work => _task as Action;

    /// <summary>The id of the message; 0 as long as it has none.</summary>
    public long Id { get; set; }

    /// <summary>Whether a message with this nonce had been posted before.</summary>
    public bool IsRepeated { get; set; }
}
