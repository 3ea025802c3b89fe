using LanTalk.Client;
using LanTalk.Client.Discovery;
using LanTalk.Client.Trust;

namespace LanTalk.Cli.Commands;

/// <summary>How found servers are shown, in <c>discover</c>, in a menu and in a refusal to choose.</summary>
internal static class FoundServers
{
    /// <summary>What to say when there are none.</summary>
    public const string NoneFound =
        "No server found on this network. Start one with  lantalk serve  or name its address:  lantalk join HOST";

    /// <summary>One server in one line.</summary>
    public static string Line(FoundServer server, KnownServers known)
    {
        var announcement = server.Announcement;
        var users = announcement.Users == 1 ? "1 user" : $"{announcement.Users} users";
        var password = announcement.NeedsPassword ? "password" : "open";
        return $"{announcement.Name,-24}  {ServerAddress.Of(server.EndPoint),-21}  {users,-9}  {password,-8}  {Trust(server, known)}";
    }

    /// <summary>Whether a server is known, for a program: <c>known</c>, <c>new</c>, <c>changed</c> or <c>none</c>.</summary>
    public static string TrustWord(FoundServer server, KnownServers known) => known.Judge(server) switch
    {
        null => "none",
        TrustVerdict.Known => "known",
        TrustVerdict.FirstMeeting => "new",
        _ => "changed",
    };

    private static string Trust(FoundServer server, KnownServers known) => known.Judge(server) switch
    {
        null => "not encrypted",
        TrustVerdict.Known => $"known    {Short(server)}",
        TrustVerdict.FirstMeeting => $"new      {Short(server)}",
        _ => $"CHANGED  {Short(server)}",
    };

    // Enough to tell servers apart in a list; who compares keys compares all of the words.
    private static string Short(FoundServer server) => $"{server.Fingerprint}"[..17] + "…";
}
