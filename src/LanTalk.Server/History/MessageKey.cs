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

    /// <summary>Throws unless the ids of messages follow each other and the last one of their room.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void CheckFollowing(long last, ReadOnlySpan<StoredMessage> messages)
    {
        foreach (ref readonly var message in messages)
        {
            if (message.Id != ++last || last > MaxId)
            {
                throw new ArgumentException($"The message has the id {message.Id} where {last} is next.");
            }
        }
    }
}
