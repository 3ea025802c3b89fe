using LanTalk.Protocol.Messages;
using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>An entry in a room's inbox; its bytes are stored beside it.</summary>
internal struct InboxEntry
{
    // One field for what few entries have: a batch holds thousands of entries.
    private readonly object? _rare;

    /// <summary>A message: a frame without its id, then the text alone.</summary>
    public InboxEntry(int frameLength, int textLength, IRoomAuthor author, string userName, bool isAction, long at, string? nonce, ShareFacts? share)
    {
        (FrameLength, TextLength, Author, UserName, IsAction, At, Nonce) = (frameLength, textLength, author, userName, isAction, at, nonce);
        (User, _rare) = (author.User, share);
    }

    /// <summary>An event: a frame that is shown and not stored.</summary>
    public InboxEntry(int frameLength, User? user) => (FrameLength, User) = (frameLength, user);

    /// <summary>A change of the topic, and the event that announces it.</summary>
    public InboxEntry(int frameLength, TopicChange topic) => (FrameLength, _rare) = (frameLength, topic);

    public InboxEntry(Action work) => _rare = work;

    public int FrameLength { get; }

    public int TextLength { get; }

    /// <summary>The author of a message; null for other entries.</summary>
    public IRoomAuthor? Author { get; }

    /// <summary>The author; one with version 2 does not get the frame back.</summary>
    public User? User { get; }

    public string? UserName { get; }

    public bool IsAction { get; }

    /// <summary>When it was posted; the store may assign a slightly later time.</summary>
    public long At { get; set; }

    /// <summary>The sender's nonce; null if there is none, or if senders cannot be told apart.</summary>
    public string? Nonce { get; }

    public readonly TopicChange? Topic => _rare as TopicChange;

    /// <summary>The share that a message announces; null for a text.</summary>
    public readonly ShareFacts? Share => _rare as ShareFacts;

    public readonly Action? Work => _rare as Action;

    /// <summary>The id of the message; 0 until it has one.</summary>
    public long Id { get; set; }

    /// <summary>Whether a message with this nonce was posted before.</summary>
    public bool IsRepeated { get; set; }
}
