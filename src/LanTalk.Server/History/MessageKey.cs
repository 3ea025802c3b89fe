namespace LanTalk.Server.History;

/// <summary>
/// Where a message is in the table: the room's number above 40 bits of id. One number for both, because the table and its full-text
/// index must share a row number, and because a room's messages then lie side by side in the order of their ids.
/// </summary>
internal static class MessageKey
{
    private const int IdBits = 40;

    /// <summary>The largest id: at a million messages a second, reached after twelve days; at a thousand, after 34 years.</summary>
    public const long MaxId = (1L << IdBits) - 1;

    /// <summary>The key of an id; one that is too small or too large becomes the nearest.</summary>
    public static long Of(long room, long id) => (room << IdBits) | Math.Clamp(id, 0, MaxId);

    /// <summary>The id in a key.</summary>
    public static long IdOf(long key) => key & MaxId;

    /// <summary>Throws unless a caller knows the last message of a room, and there are ids left for what it appends.</summary>
    /// <exception cref="ArgumentException">It does not, or there are none.</exception>
    public static void CheckFollowing(long last, long after, int count)
    {
        if (after != last || last > MaxId - count)
        {
            throw new ArgumentException($"{count} messages cannot follow {after}: the room's last one is {last}.");
        }
    }
}
