using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using LanTalk.Server.Security;

namespace LanTalk.Server.Moderation;

/// <summary>Whom a ban names: one address, or a range in CIDR notation (RFC 4632). IPv4 mapped into IPv6 is IPv4.</summary>
public sealed record BanTarget
{
    private readonly IPNetwork _network;

    private BanTarget(IPNetwork network) => _network = network;

    /// <summary>The address, if it is a single one.</summary>
    internal IPAddress? SingleAddress => _network.PrefixLength == BitsOf(_network.BaseAddress) ? _network.BaseAddress : null;

    /// <summary>The target that is one address.</summary>
    public static BanTarget Of(IPAddress address)
    {
        var plain = RemoteAddress.Normalise(address);
        return new BanTarget(new IPNetwork(plain, BitsOf(plain)));
    }

    /// <summary>Reads <c>10.1.2.3</c>, <c>fe80::1</c> or <c>10.1.0.0/16</c>; otherwise <paramref name="error"/> tells what is wrong.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BanTarget? target, out string error)
    {
        target = null;
        error = $"'{text}' is neither an address (10.1.2.3, 2001:db8::1) nor a range (10.1.0.0/16)";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address) || IsAbbreviated(text, address) || HasScope(address))
        {
            return false;
        }

        if (slash < 0)
        {
            target = Of(address);
            return true;
        }

        if (!int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, provider: null, out var length)
            || length > BitsOf(address)
            || address.IsIPv4MappedToIPv6)
        {
            return false;
        }

        var start = RemoteAddress.Prefix(address, length);
        if (!start.Equals(address))
        {
            error = $"'{text}' is not the start of a range; the range is {start}/{length}";
            return false;
        }

        target = new BanTarget(new IPNetwork(address, length));
        return true;
    }

    /// <summary>Whether the ban hits an address.</summary>
    public bool Contains(IPAddress address) => _network.Contains(RemoteAddress.Normalise(address));

    /// <inheritdoc/>
    public override string ToString() => SingleAddress?.ToString() ?? _network.ToString();

    private static int BitsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    // A scope names an interface of this machine, not the other end.
    private static bool HasScope(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0;

    // "10.1" is an address to the parser (10.0.0.1) and a slip to whoever types it.
    private static bool IsAbbreviated(string text, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') != 3;
}
