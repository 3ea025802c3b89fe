using System.Runtime.InteropServices;

namespace LanTalk.Server.History;

/// <summary>How full a recipient's box is, and how much one sender has in it and in all boxes.</summary>
/// <param name="Box">All messages in the box.</param>
/// <param name="OfSender">The sender's messages in the box.</param>
/// <param name="FromSender">The sender's messages in all boxes.</param>
internal sealed record BoxLoad(BoxAmount Box, BoxAmount OfSender, BoxAmount FromSender)
{
    /// <summary>The maximum number of messages in one box, and of one sender in all boxes.</summary>
    public const int Most = 200;

    /// <summary>The maximum number of bytes in one box, and of one sender in all boxes.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    /// <summary>
    /// Whether one more message may be stored. A sender may fill a box only up to a third of the space that is still free after that: a single sender
    /// gets a quarter of the box, several get less each, and a new sender always finds room.
    /// </summary>
    public bool HasRoomFor(int bytes) =>
        IsFair(Box.Count, OfSender.Count, 1, Most)
        && IsFair(Box.Bytes, OfSender.Bytes, bytes, MostBytes)
        && FromSender.Count < Most
        && FromSender.Bytes + bytes <= MostBytes;

    private static bool IsFair(long all, long own, long more, long most) => (own + more) * 3 <= most - (all + more);
}

/// <summary>A number of waiting messages and their bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BoxAmount(long Count, long Bytes);
