namespace LanTalk.Server.History;

/// <summary>
/// A message's row number in the table: the room's number above 40 bits of id. One number for both, because the table and its full-text index must
/// share row numbers, and so that a room's messages are stored together in the order of their ids.
/// </summary>
internal static class MessageKey
{
    private const int IdBits = 40;

    /// <summary>The largest id: at a million messages a second, reached after twelve days; at a thousand, after 34 years.</summary>
    public const long MaxId = (1L << IdBits) - 1;

    /// <summary>The key of an id; an id out of range becomes the nearest one in range.</summary>
    public static long Of(long room, long id) => (room << IdBits) | Math.Clamp(id, 0, MaxId);

    /// <summary>The id in a key.</summary>
    public static long IdOf(long key) => key & MaxId;

    /// <summary>Throws unless the caller knows the last message of the room and there are enough ids left for the new ones.</summary>
    /// <exception cref="ArgumentException">The caller does not, or there are not.</exception>
    public static void CheckFollowing(long last, long after, int count)
    {
        if (after != last || last > MaxId - count)
        {
            throw new ArgumentException($"{count} messages cannot follow {after}: the room's last one is {last}.");
        }
    }
}
