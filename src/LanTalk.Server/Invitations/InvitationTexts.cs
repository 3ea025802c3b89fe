using System.Globalization;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Invitations;

/// <summary>The texts about invitations, for people.</summary>
public static class InvitationTexts
{
    /// <summary>How many other addresses are named; a machine with virtual networks has many.</summary>
    private const int MostOthers = 4;

    /// <summary>Explains what an invitation is good for, and what to do if it does not work.</summary>
    /// <param name="invited">The invitation.</param>
    /// <param name="zone">The reader's time zone.</param>
    /// <param name="onForm">How another address is asked for, such as <c>/invite on</c>.</param>
    public static IEnumerable<string> Of(Invited invited, TimeZoneInfo zone, string onForm)
    {
        var room = invited.Link.Room is { } name ? $", and leads to the room {name}" : "";
        yield return invited is { Id: { } id, Expires: { } expires, Uses: { } uses }
            ? $"Invitation {id} lets in {Counted.Of(uses, "user")} without the password until {TimeOf(expires, zone)}{room}. /uninvite {id} revokes it."
            : $"The link opens in a browser, and  lantalk join 'LINK'  takes it{room}. This server asks for no password.";
        if (invited.IsForThisMachineOnly)
        {
            yield return "The link works on this machine alone: the server has no address that others reach.";
        }
        else if (invited.Others.Count > 0)
        {
            yield return $"If a phone does not reach it, take another address of the server: {onForm} {string.Join(" or ", invited.Others.Take(MostOthers))}.";
        }
    }

    /// <summary>An open invitation in a list.</summary>
    internal static string Line(StoredInvitation each, TimeZoneInfo zone)
    {
        var room = each.Room is { } name ? $", room {name}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{each.Id}: used {each.Used} of {each.Uses}, until {TimeOf(each.Expires, zone)}, by {each.By}{room}.");
    }

    private static string TimeOf(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
