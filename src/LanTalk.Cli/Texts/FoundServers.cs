using LanTalk.Client.Addresses;
using LanTalk.Client.Discovery;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Texts;

/// <summary>How found servers are shown, in <c>discover</c>, in a menu and in a refusal to choose.</summary>
internal static class FoundServers
{
    private const int NameColumns = 24;
    private const int FewestNameColumns = 8;

    /// <summary>Shown when none are found.</summary>
    public const string NoneFound =
        "No server found on this network. Start one with  lantalk serve  or name its address:  lantalk join HOST";

    /// <summary>One server in one line.</summary>
    /// <param name="server">The server.</param>
    /// <param name="known">The servers known to this user.</param>
    /// <param name="columns">The greatest length; null for no limit.</param>
    public static string Line(FoundServer server, KnownServers known, int? columns = null) => Line(server, known.Judge(server), columns);

    /// <summary>
    /// One server in one line. If it is too long, the fingerprint goes first, which tells a person least, and then the end of the name.
    /// </summary>
    internal static string Line(FoundServer server, TrustVerdict? verdict, int? columns)
    {
        var announcement = server.Announcement;
        var users = Counted.Of(announcement.Users, "user");
        var password = announcement.NeedsPassword ? "password" : "open";
        var rest = $"  {ServerAddress.Of(server.EndPoint),-21}  {users,-9}  {password,-8}  {Trust(verdict)}";
        var whole = $"{announcement.Name,-NameColumns}{rest}{(verdict is null ? "" : $"  {Short(server)}")}";
        if (columns is null || whole.Length <= columns)
        {
            return whole;
        }

        rest = rest.TrimEnd();
        var room = Math.Clamp(columns.Value - rest.Length, FewestNameColumns, NameColumns);
        var name = announcement.Name.Length <= room ? announcement.Name.PadRight(room) : announcement.Name[..(room - 1)] + "…";
        return name + rest;
    }

    /// <summary>Whether a server is known, for a program: <c>known</c>, <c>new</c>, <c>changed</c> or <c>none</c>.</summary>
    public static string TrustWord(FoundServer server, KnownServers known) => known.Judge(server) switch
    {
        null => "none",
        TrustVerdict.Known => "known",
        TrustVerdict.FirstMeeting => "new",
        _ => "changed",
    };

    private static string Trust(TrustVerdict? verdict) => verdict switch
    {
        null => "not encrypted",
        TrustVerdict.Known => "known  ",
        TrustVerdict.FirstMeeting => "new    ",
        _ => "CHANGED",
    };

    // Enough to tell servers apart in a list; a person who compares keys compares all the words.
    private static string Short(FoundServer server) => $"{server.Fingerprint}"[..17] + "…";
}
