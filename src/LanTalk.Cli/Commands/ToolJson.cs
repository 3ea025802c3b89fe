using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Moderation;

namespace LanTalk.Cli.Commands;

/// <summary>A server in the output of <c>discover --json</c>. Fields may be added, never changed.</summary>
internal sealed record DiscoveredJson(
    string? Change, string Name, string Address, int Port, bool Password, int Users, int Version, string? Id);

/// <summary>A ban in the output of <c>ban list --json</c>. Fields may be added, never changed.</summary>
internal sealed record BanJson(string? Address, string? Reason, DateTimeOffset? Until, string? By, string? Key)
{
    /// <summary>A ban has an address (or a range) or a key.</summary>
    public static BanJson Of(Ban ban)
    {
        var target = ban.Target.ToString();
        return ban.Target.IsKey
            ? new BanJson(null, ban.Reason, ban.Until, ban.By, target)
            : new BanJson(target, ban.Reason, ban.Until, ban.By, null);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiscoveredJson))]
[JsonSerializable(typeof(BanJson))]
[JsonSerializable(typeof(ServerMessage))]
internal sealed partial class ToolJson : JsonSerializerContext;
