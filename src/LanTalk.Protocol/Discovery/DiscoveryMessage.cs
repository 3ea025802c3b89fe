using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Discovery;

/// <summary>The datagram with which a server announces itself. Version 2 peers read <c>name</c> and <c>port</c>.</summary>
/// <param name="Version">The newest version of the wire protocol that the server speaks.</param>
/// <param name="Id">Drawn anew at each start of a server: one server seen twice has one id. At most 64 characters.</param>
/// <param name="Name">The server's display name.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
/// <param name="NeedsPassword">Whether it asks for a password.</param>
/// <param name="Users">
/// The server's <see cref="Security.ServerFingerprint"/>, if it speaks version 3. A hint: only the certificate that it shows counts.
/// </param>
/// <param name="Fingerprint">
/// The server's <see cref="Security.ServerFingerprint"/>, where it speaks version 3. A hint: what counts is the certificate it shows.
/// </param>
public sealed record Announcement(
    [property: JsonPropertyName("v")] int Version,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("port")] int Port,
    [property: JsonPropertyName("password")] bool NeedsPassword,
    [property: JsonPropertyName("users")] int Users,
    [property: JsonPropertyName("tls")] string? Fingerprint = null) : DiscoveryMessage
{
    /// <summary>Whether every field is within its range.</summary>
    [JsonIgnore]
    public bool IsValid =>
        Port is > 0 and <= 65535
        && Users >= 0
        && Name is { Length: > 0 and <= 64 } // a missing name is null whatever its type says: the JSON reader does not ask for it
        && SafeText.IsSafe(Name)
        && (Id is null || (Id.Length <= 64 && SafeText.IsSafe(Id)))
        && (Fingerprint is null || ServerFingerprint.TryParse(Fingerprint, out _));
}

/// <summary>The datagram with which a client asks servers to announce themselves at once.</summary>
public sealed record DiscoveryQuery : DiscoveryMessage;

/// <summary>A datagram on the discovery port: one JSON object.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Announcement), "lantalk")]
[JsonDerivedType(typeof(DiscoveryQuery), "discover")]
public abstract record DiscoveryMessage
{
    /// <summary>The longest datagram in bytes: one that crosses any Ethernet or Wi-Fi link whole.</summary>
    public const int MaxLength = 1400;

    /// <summary>The bytes of the datagram.</summary>
    public byte[] ToDatagram() => JsonSerializer.SerializeToUtf8Bytes(this, DiscoveryJsonContext.Default.DiscoveryMessage);

    /// <summary>Reads a datagram; null if it is not one of LanTalk's or breaks a rule.</summary>
    public static DiscoveryMessage? Read(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > MaxLength)
        {
            return null;
        }

        try
        {
            var message = JsonSerializer.Deserialize(datagram, DiscoveryJsonContext.Default.DiscoveryMessage);
            return message is Announcement { IsValid: false } ? null : message;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DiscoveryMessage))]
internal sealed partial class DiscoveryJsonContext : JsonSerializerContext;
