using System.Net;
using System.Net.NetworkInformation;
using LanTalk.Server.Identity;

namespace LanTalk.Server.Web;

/// <summary>
/// Tells requests for this server from those that a foreign page makes a browser send. A foreign site can let its own name resolve to this server
/// (DNS rebinding), so a name must be one of this machine's or of its certificate, and the origin must equal the requested host.
/// </summary>
internal sealed class OwnNames
{
    private readonly HashSet<string> _names;

    private readonly BrowserCertificate _certificate;

    public OwnNames(BrowserCertificate certificate)
        : this(Dns.GetHostName(), IPGlobalProperties.GetIPGlobalProperties().DomainName, certificate)
    {
    }

    /// <param name="machine">The machine's name.</param>
    /// <param name="domain">The domain that it is in; empty if in none.</param>
    /// <param name="certificate">Issued for further names, perhaps.</param>
    internal OwnNames(string machine, string domain, BrowserCertificate certificate)
    {
        _certificate = certificate;
        var first = machine.Split('.')[0];
        _names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", machine, $"{machine}.local", first, $"{first}.local" };
        if (domain.Length > 0)
        {
            _names.Add($"{first}.{domain}");
        }
    }

    /// <summary>Whether a request is meant for this server.</summary>
    /// <param name="host">Its header Host, as it came.</param>
    /// <param name="origin">Its header Origin; empty if it has none.</param>
    public bool Accept(string host, string origin) =>
        IsOwn(host) && (origin.Length == 0 || IsOriginOf(host, origin));

    /// <summary>Whether an origin is the page that this server serves at the host that was asked for.</summary>
    public static bool IsOriginOf(string host, string origin) =>
        origin.Equals($"http://{host}", StringComparison.OrdinalIgnoreCase) || origin.Equals($"https://{host}", StringComparison.OrdinalIgnoreCase);

    private bool IsOwn(string host)
    {
        // It must be a host and a port, and nothing else.
        if (!Uri.TryCreate($"http://{host}", UriKind.Absolute, out var uri) || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return false;
        }

        // A name that ends in a dot is the same name.
        var name = uri.IdnHost.TrimEnd('.');
        return uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || _names.Contains(name) || _certificate.IsFor(name);
    }
}
