using LanTalk.Client;
using LanTalk.Client.Discovery;

namespace LanTalk.Cli.Commands;

/// <summary>How found servers are shown, in <c>discover</c>, in a menu and in a refusal to choose.</summary>
internal static class FoundServers
{
    /// <summary>What to say when there are none.</summary>
    public const string NoneFound =
        "No server found on this network. Start one with  lantalk serve  or name its address:  lantalk join HOST";

    /// <summary>One server in one line.</summary>
    public static string Line(FoundServer server)
    {
        var announcement = server.Announcement;
        var users = announcement.Users == 1 ? "1 user" : $"{announcement.Users} users";
        return $"{announcement.Name,-24}  {ServerAddress.Of(server.EndPoint),-21}  {users,-9}{(announcement.NeedsPassword ? "  password" : "")}".TrimEnd();
    }
}
