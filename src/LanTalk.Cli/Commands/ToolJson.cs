using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Commands;

/// <summary>A server in the output of <c>discover --json</c>. Fields may be added, never changed.</summary>
internal sealed record DiscoveredJson(
    string? Change, string Name, string Address, int Port, bool Password, int Users, int Version, string? Id);

/// <summary>A ban in the output of <c>ban list --json</c>. Fields may be added, never changed.</summary>
internal sealed record BanJson(string Address, string? Reason, DateTimeOffset? Until, string? By);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiscoveredJson))]
[JsonSerializable(typeof(BanJson))]
[JsonSerializable(typeof(HistoryJson))]
[JsonSerializable(typeof(ServerMessage))]
internal sealed partial class ToolJson : JsonSerializerContext;
