using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Invitations;

/// <summary>
/// A link that invites to a server: <c>http://192.168.1.5:5050/#FINGERPRINT.TOKEN.ROOM</c>. A browser opens it as a page and sends nothing of
/// what follows the <c>#</c>; the tool joins by it.
/// </summary>
/// <param name="Host">The server's address, without brackets.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Server">The server's fingerprint.</param>
public sealed record InvitationLink(string Host, int Port, ServerFingerprint Server)
{
    private const int MostParts = 3;

    // More than any link has: three escaped bytes for each of the room's characters.
    private const int MaxLength = 1024;

    /// <summary>The token that takes the place of the password, as it is written: 22 characters. Null for none.</summary>
    public string? Token { get; init; }

    /// <summary>The room to enter; null for the lobby.</summary>
    public string? Room { get; init; }

    /// <summary>Whether a text is meant as a link that invites, whole or damaged: a web address with something behind its <c>#</c>.</summary>
    public static bool IsMeant(string text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && text.IndexOf('#', StringComparison.Ordinal) is > 0 and var mark
        && mark < text.Length - 1;

    /// <summary>Reads a link.</summary>
    /// <param name="text">The link.</param>
    /// <param name="link">What it says.</param>
    /// <param name="problem">Why it is none, as the end of a sentence. It quotes nothing: there may be a token in the text.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out InvitationLink? link, out string problem)
    {
        (link, problem) = (null, "it is not a link such as http://192.168.1.5:5050/#…");
        if (text.Length > MaxLength || !IsMeant(text))
        {
            return false;
        }

        var mark = text.IndexOf('#', StringComparison.Ordinal);
        if (!TryReadAddress(text[..mark], out var host, out var port))
        {
            problem = "its address is not one of a server, such as http://192.168.1.5:5050/";
            return false;
        }

        var parts = text[(mark + 1)..].Split('.');
        if (parts.Length > MostParts || parts[0].StartsWith("SHA256:", StringComparison.Ordinal) || !ServerFingerprint.TryParse(parts[0], out var server))
        {
            problem = "what follows the # is damaged: the server's fingerprint must stand there. Copy the whole link";
            return false;
        }

        var token = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null;
        if (token is not null && Base64UrlText.Read(token, InvitationKey.TokenLength) is null)
        {
            problem = "its token is damaged. Copy the whole link";
            return false;
        }

        var room = parts.Length > 2 && parts[2].Length > 0 ? RoomName.From(Uri.UnescapeDataString(parts[2])) : null;
        if (room is null && parts.Length > 2 && parts[2].Length > 0)
        {
            problem = "it names no room that there can be. Copy the whole link";
            return false;
        }

        link = new InvitationLink(host, port, server) { Token = token, Room = room };
        return true;
    }

    /// <summary>The whole link, the token included: whoever has it can join.</summary>
    public string ToUrl()
    {
        string[] parts = [Base64UrlText.Write(Server.Hash.Span), Token ?? "", Room is null ? "" : Uri.EscapeDataString(Room)];
        return $"http://{Authority}/#{string.Join('.', parts).TrimEnd('.')}";
    }

    /// <summary>The link without the token, so that no log can hold it.</summary>
    public override string ToString() => (this with { Token = null }).ToUrl();

    private string Authority => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    // As browsers read it: they drop the port that a scheme usually has.
    private static bool TryReadAddress(string text, out string host, out int port)
    {
        (host, port) = ("", 0);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.AbsolutePath != "/")
        {
            return false;
        }

        host = uri.DnsSafeHost;
        port = uri.Port;
        return host.Length > 0 && port is > 0 and <= 65535 && !(IPAddress.TryParse(host, out var address) && IsNowhere(address));
    }

    private static bool IsNowhere(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast)
        || (address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv6Multicast);
}
