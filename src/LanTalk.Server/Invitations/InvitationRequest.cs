using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Invitations;

/// <summary>The options of an invitation that is asked for.</summary>
public sealed record InvitationRequest
{
    /// <summary>How many users one invitation lets in at the most.</summary>
    public const int MaxUses = 1000;

    /// <summary>What <see cref="For"/> may be, for a person.</summary>
    public static string TimeRule { get; } = $"a time such as 45m, 1h or 2d, at most {Duration.Format(LongestFor)}";

    /// <summary>What <see cref="Uses"/> may be, for a person.</summary>
    public static string UsesRule { get; } = $"a number of users from 1 to {MaxUses}";

    private const string Usage = "Usage: /invite [for 1h] [uses 30] [room NAME] [on ADDRESS]";

    private static TimeSpan LongestFor => TimeSpan.FromDays(365);

    /// <summary>How long it lets users in; null for the usual time.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>How many users it lets in; null for the usual number.</summary>
    public int? Uses { get; init; }

    /// <summary>The room that those who use it enter; null for the lobby.</summary>
    public string? Room { get; init; }

    /// <summary>The server's address in the link; null for the one that others most likely reach.</summary>
    public IPAddress? On { get; init; }

    /// <summary>Reads what follows <c>/invite</c>.</summary>
    /// <param name="words">What was typed.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="problem">Why it is not valid, for a person.</param>
    internal static bool TryParse(string words, out InvitationRequest request, out string problem)
    {
        request = new InvitationRequest();
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var all = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < all.Length; i += 2)
        {
            if (all[i].ToLowerInvariant() is not ("for" or "uses" or "room" or "on") || i + 1 == all.Length || !given.TryAdd(all[i], all[i + 1]))
            {
                problem = Usage;
                return false;
            }
        }

        return TryCreate(given.GetValueOrDefault("for"), given.GetValueOrDefault("uses"),
            given.GetValueOrDefault("room"), given.GetValueOrDefault("on"), out request, out problem);
    }

    /// <summary>Reads each part; null for what was not given.</summary>
    internal static bool TryCreate(string? time, string? uses, string? room, string? on, out InvitationRequest request, out string problem)
    {
        (request, problem) = (new InvitationRequest(), "");
        if (time is not null)
        {
            if (!TryParseTime(time, out var span))
            {
                problem = $"'{SafeText.Clean(time)}' is not {TimeRule}.";
                return false;
            }

            request = request with { For = span };
        }

        if (uses is not null)
        {
            if (!TryParseUses(uses, out var count))
            {
                problem = $"'{SafeText.Clean(uses)}' is not {UsesRule}.";
                return false;
            }

            request = request with { Uses = count };
        }

        if (room is not null)
        {
            if (RoomName.FromTyped(room) is not { } name)
            {
                problem = $"'{SafeText.Clean(room)}' is not the name of a room: 1 to {RoomName.MaxLength} letters, digits, '_' or '-'.";
                return false;
            }

            request = request with { Room = name == RoomName.Lobby ? null : name };
        }

        if (on is not null)
        {
            if (!TryParseAddress(on, out var address))
            {
                problem = $"'{SafeText.Clean(on)}' is not an address that a phone can open, such as 192.168.1.5.";
                return false;
            }

            request = request with { On = address };
        }

        return true;
    }

    /// <summary>Reads how long it lets users in.</summary>
    public static bool TryParseTime(string text, out TimeSpan time) => Duration.TryParse(text, out time) && time > TimeSpan.Zero && time <= LongestFor;

    /// <summary>Reads how many users it lets in.</summary>
    public static bool TryParseUses(string text, out int uses) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uses) && uses is >= 1 and <= MaxUses;

    /// <summary>Reads an address for the link: one literal, which leads to one machine and needs no scope.</summary>
    public static bool TryParseAddress(string text, out IPAddress address)
    {
        // Only as it is usually written: "1" is an address too, and was meant as something else.
        var isAddress = IPAddress.TryParse(text.Trim('[', ']'), out var read)
            && (read.AddressFamily == AddressFamily.InterNetwork ? read.ToString() == text : !read.IsIPv6LinkLocal && !read.IsIPv6Multicast)
            && !read.Equals(IPAddress.Any) && !read.Equals(IPAddress.IPv6Any) && !read.Equals(IPAddress.Broadcast);
        address = read ?? IPAddress.None;
        return isAddress;
    }
}
