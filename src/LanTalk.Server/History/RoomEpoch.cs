using System.Security.Cryptography;
using System.Text;

namespace LanTalk.Server.History;

/// <summary>
/// What tells one history of a room from another. That of a room which is not written yet follows from its store's own: so it is the same
/// whenever the room is opened, and nothing need be kept of a room in which nothing was said.
/// </summary>
internal static class RoomEpoch
{
    private const int Length = 16;

    /// <summary>A new one, for a store that begins.</summary>
    public static string Draw() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>That of a room.</summary>
    public static string Of(string store, string room) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{store}/{room}")))[..Length];
}
