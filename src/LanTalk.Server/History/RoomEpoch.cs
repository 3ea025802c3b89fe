using System.Security.Cryptography;
using System.Text;

namespace LanTalk.Server.History;

/// <summary>
/// Identifies one history of a room. The epoch of a room that is not stored yet is derived from the store's own, so it is the same whenever the room
/// is opened, and nothing has to be stored for a room without messages.
/// </summary>
internal static class RoomEpoch
{
    private const int Length = 16;

    /// <summary>Draws a new epoch, for a new store.</summary>
    public static string Draw() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>Derives a room's epoch.</summary>
    public static string Of(string store, string room) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{store}/{room}")))[..Length];
}
