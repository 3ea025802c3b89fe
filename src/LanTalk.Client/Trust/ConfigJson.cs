using System.Text.Json.Serialization;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Trust;

/// <summary>A server in <c>known_servers.json</c>.</summary>
internal sealed record ServerEntry(string Fingerprint, string Name, List<string> Addresses, DateTimeOffset LastMet)
{
    public static ServerEntry Of(KnownServer server) => new(server.Fingerprint.ToString(), server.Name, [.. server.Addresses], server.LastMet);

    /// <summary>The server; null if the fingerprint is not valid.</summary>
    public KnownServer? Read() =>
        ServerFingerprint.TryParse(Fingerprint, out var fingerprint) ? new KnownServer(fingerprint, Name, Addresses, LastMet) : null;
}

/// <summary>A user in <c>known_users.json</c>.</summary>
internal sealed record UserEntry(string Server, string User, string Key, DateTimeOffset LastMet);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(List<ServerEntry>))]
[JsonSerializable(typeof(List<UserEntry>))]
internal sealed partial class ConfigJson : JsonSerializerContext;
