using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;

namespace LanTalk.Server.Web;

/// <summary>The facts that a page needs before it can speak to the server, as JSON.</summary>
/// <param name="ServerName">The server's name.</param>
/// <param name="NeedsPassword">Whether users must know a password.</param>
/// <param name="Certificate">The certificate that the server is known by, DER.</param>
/// <param name="NoiseKey">The server's static key of Noise.</param>
/// <param name="NoiseSignature">The signature of the certificate's key over it.</param>
internal sealed record ServerCard(string ServerName, bool NeedsPassword, string Certificate, string NoiseKey, string NoiseSignature)
{
    /// <summary>The card of a server.</summary>
    public static byte[] Write(LanTalkServerOptions options, ServerIdentity identity) => JsonSerializer.SerializeToUtf8Bytes(
        new ServerCard(
            options.Name,
            options.NeedsPassword,
            Base64UrlText.Write(identity.Certificate.RawData),
            Base64UrlText.Write(identity.NoiseKey.PublicKey.Span),
            Base64UrlText.Write(identity.NoiseSignature.Span)),
        ServerCardJson.Default.ServerCard);
}

/// <summary>Its JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServerCard))]
internal sealed partial class ServerCardJson : JsonSerializerContext;
