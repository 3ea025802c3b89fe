using System.Net;
using System.Net.Sockets;
using LanTalk.Cli.Hosting;
using LanTalk.Protocol.Discovery;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using LanTalk.Server.Discovery;

namespace LanTalk.Cli.Commands;

/// <summary>The lines that a server shows at its start: its name, its addresses, and how others join.</summary>
internal static class ServeBanner
{
    /// <summary>The banner's lines.</summary>
    /// <param name="options">The server's options.</param>
    /// <param name="listening">Its listening addresses.</param>
    /// <param name="discovery">Whether it can be found; null if it does not announce itself.</param>
    /// <param name="fingerprint">The fingerprint of its key.</param>
    public static IReadOnlyList<string> Lines(LanTalkServerOptions options, ListeningState listening, DiscoveryState? discovery, ServerFingerprint fingerprint)
    {
        var addresses = Addresses(listening);
        var words = fingerprint.Words.Split(' '); // in two rows, which fit into 80 columns
        return
        [
            $"LanTalk {ToolVersion.Text}: {options.Name}'s server is open.",
            $"  Listening on  {string.Join(", ", addresses)}",
            $"  Discovery     {Discovery(options, discovery, addresses[0])}",
            $"  Password      {(options.Password is null ? "none: everybody on this network can join" : "asked for")}",
            .. OlderClients(options),
            $"  Identity      {string.Join(' ', words[..(words.Length / 2)])}",
            $"                {string.Join(' ', words[(words.Length / 2)..])}",
            $"                {fingerprint}",
            $"  Data          {options.DataDirectory}",
            "  /help lists the commands; anything else is said to everybody.",
        ];
    }

    /// <summary>The value of a password while older clients may join. Without one, everybody on the network can join and read along anyway.</summary>
    private static string[] OlderClients(LanTalkServerOptions options) => options is { Password: not null, RequireTls: false }
        ? ["                Older (Python) clients send it unencrypted; see --require-tls."]
        : [];

    private static string Discovery(LanTalkServerOptions options, DiscoveryState? discovery, IPEndPoint address) => discovery switch
    {
        null => $"off: others run  lantalk join {address}",
        { IsHearing: true } => $"on, UDP {options.BeaconPort}: others run  lantalk join",
        _ => $"limited, UDP {options.BeaconPort} is taken: others run  lantalk join {address}",
    };

    private static List<IPEndPoint> Addresses(ListeningState listening)
    {
        var bound = listening.EndPoints.Where(endPoint => !IsAny(endPoint.Address)).ToList();
        if (bound.Count > 0)
        {
            return bound;
        }

        // Bound to every address: shows those that another machine can type.
        var own = DiscoveryLink.AllUp()
            .Where(link => !link.IsLoopback)
            .SelectMany(link => link.Addresses)
            .Where(address => address.Address.AddressFamily == AddressFamily.InterNetwork)
            .Select(address => new IPEndPoint(address.Address, listening.Port))
            .ToList();
        return own.Count > 0 ? own : [new IPEndPoint(IPAddress.Loopback, listening.Port)];
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
