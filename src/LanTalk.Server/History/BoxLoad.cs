using System.Runtime.InteropServices;

namespace LanTalk.Server.History;

/// <summary>How much waits in one recipient's box, and how much of it, and in all boxes, is from one sender.</summary>
/// <param name="Box">Everything in the box.</param>
/// <param name="OfSender">What the sender has in the box.</param>
/// <param name="FromSender">What the sender has in all boxes.</param>
internal sealed record BoxLoad(BoxAmount Box, BoxAmount OfSender, BoxAmount FromSender)
{
    /// <summary>How many messages one box holds, and how many one sender has in all boxes.</summary>
    public const int Most = 200;

    /// <summary>How many bytes one box holds, and how many one sender has in all boxes.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    /// <summary>
    /// Whether one message more may wait. One sender fills a box only up to a third of what is still free after that: alone it gets a
    /// quarter of the box, several get less each, and somebody new always finds room.
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
