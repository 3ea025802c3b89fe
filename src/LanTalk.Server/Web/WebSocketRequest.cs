using System.Security.Cryptography;
using System.Text;
using LanTalk.Protocol.Noise;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace LanTalk.Server.Web;

/// <summary>The opening handshake of a WebSocket (RFC 6455, section 4).</summary>
internal static class WebSocketRequest
{
    /// <summary>Where it is asked for.</summary>
    public const string Path = "/chat";

    private const string Version = "13";
    private const int KeyLength = 16;

    /// <summary>Why a request is none; null if it is one.</summary>
    /// <param name="headers">Its headers.</param>
    /// <param name="upgrade">What the server says of it.</param>
    public static string? FaultOf(IHeaderDictionary headers, IHttpUpgradeFeature? upgrade)
    {
        if (upgrade is not { IsUpgradableRequest: true } || !headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase))
        {
            return "This is where browsers chat, over a WebSocket. The chat's page is at / .";
        }

        if (headers.SecWebSocketVersion != Version)
        {
            return $"Only version {Version} of the WebSocket is spoken here.";
        }

        if (!headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol").Contains(WebHandshake.Subprotocol, StringComparer.Ordinal))
        {
            return $"Only the subprotocol {WebHandshake.Subprotocol} is spoken here.";
        }

        Span<byte> key = stackalloc byte[KeyLength + 2];
        return Convert.TryFromBase64String(headers.SecWebSocketKey.ToString(), key, out var length) && length == KeyLength
            ? null
            : $"Sec-WebSocket-Key must be {KeyLength} bytes.";
    }

    /// <summary>The headers with which a request is agreed to.</summary>
    public static IEnumerable<(string Name, StringValues Value)> Agree(IHeaderDictionary headers)
    {
        yield return ("Upgrade", "websocket");
        yield return ("Sec-WebSocket-Accept", AcceptanceOf(headers.SecWebSocketKey.ToString()));
        yield return ("Sec-WebSocket-Protocol", WebHandshake.Subprotocol);
    }

    // No secret: it shows that the request was understood.
    private static string AcceptanceOf(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
