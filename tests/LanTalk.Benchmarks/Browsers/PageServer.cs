using System.Net.NetworkInformation;
using System.Net.Sockets;
using LanTalk.Benchmarks.Servers;

namespace LanTalk.Benchmarks.Browsers;

/// <summary>A server whose page is opened at an address of the network.</summary>
internal static class PageServer
{
    /// <summary>The command that starts it, for <see cref="ServerProcess"/>.</summary>
    public static string[] Serve(int port, string directory, params string[] more) => DotNetProgram.LanTalk(
        ["serve", "--name", "bench", "--port", $"{port}", "--bind", "0.0.0.0", "--data-dir", directory, "--no-beacon", "--rate-limit", "0", .. more]);

    /// <summary>
    /// Where a phone would find it. A browser trusts loopback: there it asks for other encodings, and has functions that it has nowhere else on http.
    /// </summary>
    public static string AddressOf(ServerProcess server)
    {
        var address = NetworkInterface.GetAllNetworkInterfaces()
            .Where(link => link.OperationalStatus == OperationalStatus.Up && link.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(link => link.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork);
        return $"http://{address ?? server.EndPoint.Address}:{server.EndPoint.Port}/";
    }
}
