using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using LanTalk.Protocol.Security;
using LanTalk.Server.Addresses;

namespace LanTalk.Server.Moderation;

/// <summary>
/// The target of a ban: one address, a range in CIDR notation (RFC 4632), or a user's key, whatever its owner's address. IPv4 mapped into IPv6 counts
/// as IPv4.
/// </summary>
public sealed record BanTarget
{
    private readonly IPNetwork _network;
    private readonly string? _key;

    private BanTarget(IPNetwork network) => _network = network;

    private BanTarget(string key) => _key = key;

    /// <summary>The address, if it is a single one.</summary>
    internal IPAddress? SingleAddress =>
        _key is null && _network.PrefixLength == BitsOf(_network.BaseAddress) ? _network.BaseAddress : null;

    /// <summary>Whether it is a key.</summary>
    public bool IsKey => _key is not null;

    /// <summary>The key in its full form, if it is one.</summary>
    internal string? Key => _key;

    /// <summary>Creates a target from one address.</summary>
    public static BanTarget Of(IPAddress address)
    {
        var plain = RemoteAddress.Normalise(address);
        return new BanTarget(new IPNetwork(plain, BitsOf(plain)));
    }

    /// <summary>Creates a target from a user's key.</summary>
    public static BanTarget Of(UserIdentity identity) => new(identity.FullForm);

    /// <summary>
    /// Parses <c>10.1.2.3</c>, <c>fe80::1</c>, <c>10.1.0.0/16</c> or <c>key:…</c>; otherwise <paramref name="error"/> says what is wrong.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BanTarget? target, out string error)
    {
        target = null;
        error = $"'{text}' is neither an address (10.1.2.3, 2001:db8::1), a range (10.1.0.0/16) nor a key (key:…)";
        if (UserIdentity.TryParseKey(text, out _))
        {
            target = new BanTarget(text);
            return true;
        }

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

    /// <summary>Whether it covers an address.</summary>
    public bool Contains(IPAddress address) => _key is null && _network.Contains(RemoteAddress.Normalise(address));

    /// <inheritdoc/>
    public override string ToString() => _key ?? SingleAddress?.ToString() ?? _network.ToString();

    private static int BitsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    // A scope names an interface of this machine, not the other end.
    private static bool HasScope(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0;

    // The parser takes "10.1" for an address (10.0.0.1), but a person who types it has made a mistake.
    private static bool IsAbbreviated(string text, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') != 3;
}
