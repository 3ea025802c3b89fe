using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Invitations;
using LanTalk.Server.Shares;

namespace LanTalk.Server.Sharing;

/// <summary>Describes shares to people, among them those whose clients know no shares.</summary>
internal sealed class ShareTexts(LanTalkServerOptions options, LocationPublisher location)
{
    /// <summary>The text of the message that announces a share. Finding the server's address may take a moment.</summary>
    public string Announcement(ShareFacts share)
    {
        var description = $"{Describe(share)}. Number {share.Id}";
        return options.Web && location.Location is { Port: > 0 } place
            ? $"{description}, at http://{HostOf(ReachableAddresses.Of(place.Bound)[0])}:{place.Port}/"
            : $"{description}.";
    }

    /// <summary>The title, the number of files unless it is one, and the size.</summary>
    public static string Describe(ShareFacts share) => share.Count == 1
        ? $"{share.Title}, {ByteSize.Format(share.Size)}"
        : $"{share.Title}, {Counted.Of(share.Count, "file")}, {ByteSize.Format(share.Size)}";

    /// <summary>A share and, if it is sealed, for whom: all that the server knows of that one is its size.</summary>
    public static string Describe(Share share) =>
        share.Record.To is { } to ? $"sealed for {to.Name}, {ByteSize.Format(share.Facts.Size)}" : Describe(share.Facts);

    /// <summary>A share in a sentence: <c>trip (number 17)</c>.</summary>
    public static string NameOf(Share share) =>
        share.Record.To is { } to ? $"share {share.Facts.Id}, which was sealed for {to.Name}" : $"{share.Facts.Title} (number {share.Facts.Id})";

    private static string HostOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";
}
