using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using LanTalk.Protocol.Defaults;

namespace LanTalk.Client.Addresses;

/// <summary>The address of a server: a host and a port, as a person writes them.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
public sealed record ServerAddress(string Host, int Port)
{
    /// <summary>The address to connect to if the host is not a name; it keeps the scope of a link-local one.</summary>
    public IPEndPoint? EndPoint => IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port) : null;

    /// <summary>The server at an address.</summary>
    public static ServerAddress Of(IPEndPoint endPoint) => new(endPoint.Address.ToString(), endPoint.Port);

    /// <summary>
    /// Reads <c>host</c>, <c>host:port</c>, <c>[::1]:port</c> or a bare IPv6 address; also in a browser's form, with <c>http://</c> before it and a
    /// path after it.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerAddress? server)
    {
        server = null;
        text = WithoutScheme(text);
        var (host, port) = (text, (string?)null);
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            host = text[1..end];
            port = end + 1 == text.Length ? null : text[(end + 1)..];
            if (port is not null && !port.StartsWith(':'))
            {
                return false;
            }

            port = port?[1..];
        }
        else if (text.Count(c => c == ':') == 1)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            (host, port) = (text[..colon], text[(colon + 1)..]);
        }

        var number = Limits.DefaultPort;
        if (host.Length == 0 || host.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '/' or '?' or '#' or '@')
            || (port is not null && !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            || number is < 1 or > 65535)
        {
            return false;
        }

        server = new ServerAddress(host, number);
        return true;
    }

    private static string WithoutScheme(string text)
    {
        var mark = text.IndexOf("://", StringComparison.Ordinal);
        if (mark < 1 || !text[..mark].All(char.IsAsciiLetter))
        {
            return text;
        }

        var address = text[(mark + 3)..];
        var path = address.IndexOfAny(['/', '?', '#']);
        return path < 0 ? address : address[..path];
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
