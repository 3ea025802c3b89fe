using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Moderation;

namespace LanTalk.Cli.Commands;

/// <summary>A server in the output of <c>discover --json</c>. Fields may be added, never changed.</summary>
internal sealed record DiscoveredJson(
    string? Change, string Name, string Address, int Port, bool Password, int Users, int Version, string? Id)
{
    /// <summary>The fingerprint that it is announced with; it is a hint.</summary>
    public string? Tls { get; init; }

    /// <summary><c>known</c>, <c>new</c> or <c>changed</c>; <c>none</c> where it announces no fingerprint.</summary>
    public string? Trust { get; init; }
}

/// <summary>In the output of <c>join --json</c>: a user has another key than before. Fields may be added, never changed.</summary>
internal sealed record KeyChangedJson(string Type, string User, string Key, string ShortKey);

/// <summary>In the output of <c>join --json</c>: a sealed message that cannot be opened. Fields may be added, never changed.</summary>
internal sealed record NotOpenedJson(string Type, string Ts, string FromUser);

/// <summary>In the output of <c>join --json</c>: the answer to <c>/verify</c>. Fields may be added, never changed.</summary>
internal sealed record VerificationJson(string Type, string User, string? Words, string? OwnKey, string? UserKey);

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

/// <summary>What <c>serve --show-identity --json</c> shows. Fields may be added, never changed.</summary>
internal sealed record IdentityJson(string Fingerprint, string Words);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiscoveredJson))]
[JsonSerializable(typeof(BanJson))]
[JsonSerializable(typeof(KeyChangedJson))]
[JsonSerializable(typeof(NotOpenedJson))]
[JsonSerializable(typeof(VerificationJson))]
[JsonSerializable(typeof(IdentityJson))]
[JsonSerializable(typeof(HistoryJson))]
[JsonSerializable(typeof(ServerMessage))]
internal sealed partial class ToolJson : JsonSerializerContext;
