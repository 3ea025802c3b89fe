using LanTalk.Server.Users;

namespace LanTalk.Server.Rooms;

/// <summary>Something that waits for a room's turn; its bytes stand beside it.</summary>
internal struct InboxEntry
{
    /// <summary>A message: a frame without its number, then the text alone.</summary>
    public InboxEntry(int frameLength, int textLength, IRoomAuthor author, string userName, bool isAction, long at, string? nonce)
    {
        (FrameLength, TextLength, Author, UserName, IsAction, At, Nonce) = (frameLength, textLength, author, userName, isAction, at, nonce);
        User = author.User;
    }

    /// <summary>An event: a frame that is shown and not kept.</summary>
    public InboxEntry(int frameLength, User? user) => (FrameLength, User) = (frameLength, user);

    /// <summary>Work.</summary>
    public InboxEntry(Action work) => Work = work;

    public int FrameLength { get; }

    public int TextLength { get; }

    /// <summary>Who says a message; null if it is none.</summary>
    public IRoomAuthor? Author { get; }

    /// <summary>Whose it is; if of version 2, who does not get it back.</summary>
    public User? User { get; }

    public string? UserName { get; }

    public bool IsAction { get; }

    public long At { get; }

    /// <summary>The sender's mark; null if there is none, or nothing to tell senders apart by.</summary>
    public string? Nonce { get; }

    public Action? Work { get; }

    /// <summary>The number that the message is given, or that it had been given before.</summary>
    public long Id { get; set; }

    /// <summary>Whether a message with this nonce had been posted before.</summary>
    public bool IsRepeated { get; set; }
}
