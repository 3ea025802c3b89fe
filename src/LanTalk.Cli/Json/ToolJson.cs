using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Moderation;

namespace LanTalk.Cli.Json;

/// <summary>A server in the output of <c>discover --json</c>. Fields may be added, never changed.</summary>
internal sealed record DiscoveredJson(
    string? Change, string Name, string Address, int Port, bool Password, int Users, int Version, string? Id)
{
    /// <summary>The announced fingerprint; it is only a hint.</summary>
    public string? Tls { get; init; }

    /// <summary><c>known</c>, <c>new</c> or <c>changed</c>; <c>none</c> if it announces no fingerprint.</summary>
    public string? Trust { get; init; }
}

/// <summary>In the output of <c>join --json</c>: a user has another key than before. Fields may be added, never changed.</summary>
internal sealed record KeyChangedJson(string Type, string User, string Key, string ShortKey);

/// <summary>In the output of <c>join --json</c>: a sealed message that cannot be opened. Fields may be added, never changed.</summary>
internal sealed record NotOpenedJson(string Type, string Ts, string FromUser);

/// <summary>In the output of <c>join --json</c>: the answer to <c>/verify</c>. Fields may be added, never changed.</summary>
internal sealed record VerificationJson(string Type, string User, string? Words, string? OwnKey, string? UserKey);

/// <summary>In the output of <c>join --json</c>: a text was delivered to the server. Fields may be added, never changed.</summary>
internal sealed record DeliveredJson(string Type, string Ts, string Nonce, string Text)
{
    public string? Ref { get; init; }

    public string? Room { get; init; }

    public string? To { get; init; }

    public long? Id { get; init; }

    public bool? Sealed { get; init; }

    public bool? Waits { get; init; }
}

/// <summary>In the output of <c>join --json</c>: a text was not delivered, and will not be. Fields may be added, never changed.</summary>
internal sealed record NotSentJson(string Type, string Nonce, string Text, string Reason)
{
    public string? Ref { get; init; }

    public string? Room { get; init; }

    public string? To { get; init; }
}

/// <summary>
/// In the output of <c>join --json</c>: a command was answered (<c>done</c>), or a text was sent to a server that confirms nothing
/// (<c>sent</c>). Fields may be added, never changed.
/// </summary>
internal sealed record DoneJson(string Type, string Nonce, string Text)
{
    public string? Ref { get; init; }

    public string? Room { get; init; }

    public string? To { get; init; }
}

/// <summary>In the output of <c>join --json</c>: the connection is lost, or back. Fields may be added, never changed.</summary>
internal sealed record ConnectionJson(string Type, string State)
{
    public string? Address { get; init; }
}

/// <summary>In the output of <c>join --json</c>: messages of a room are missing. Fields may be added, never changed.</summary>
internal sealed record GapJson(string Type, string Room)
{
    public long? Count { get; init; }
}

/// <summary>A ban in the output of <c>ban list --json</c>. Fields may be added, never changed.</summary>
internal sealed record BanJson(string? Address, string? Reason, DateTimeOffset? Until, string? By, string? Key, string? Name)
{
    /// <summary>A ban has an address (or a range) or a key.</summary>
    public static BanJson Of(Ban ban)
    {
        var target = ban.Target.ToString();
        return ban.Target.IsKey
            ? new BanJson(null, ban.Reason, ban.Until, ban.By, target, ban.Name)
            : new BanJson(target, ban.Reason, ban.Until, ban.By, null, ban.Name);
    }
}

/// <summary>A plug-in in the output of <c>plugin list --json</c>. Fields may be added, never changed.</summary>
internal sealed record PluginJson(string Name, string Path, bool Enabled, IReadOnlyList<string> Allow);

/// <summary>A message in the output of <c>history --json</c>. Fields may be added, never changed.</summary>
internal sealed record HistoryJson(long Id, string Room, string At, string User, string Text, bool? Action, bool? Bot);

/// <summary>The output of <c>serve --show-identity --json</c>. Fields may be added, never changed.</summary>
internal sealed record IdentityJson(string Fingerprint, string Words);

/// <summary>What <c>invite --json</c> shows. Fields may be added, never changed.</summary>
internal sealed record InvitationJson(string Url)
{
    public string? Id { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public int? Uses { get; init; }

    public string? Room { get; init; }
}

/// <summary>The output of <c>send --file --json</c>. Fields may be added, never changed.</summary>
internal sealed record SharedJson(string Type, long Share, string Title, long Count, long Size)
{
    public string? Room { get; init; }

    public long? Id { get; init; }

    public string? To { get; init; }

    public bool? Sealed { get; init; }

    public bool? Waits { get; init; }
}

/// <summary>A share in the output of <c>files --json</c>. Fields may be added, never changed.</summary>
internal sealed record FileJson(long Share, string Title, long Count, long Size, string User, long At, long Offset)
{
    public bool? Bot { get; init; }

    public string? Room { get; init; }

    public int? Got { get; init; }

    public IReadOnlyList<string>? GotBy { get; init; }

    public static FileJson Of(SharePresence presence, string? room) => new(
        presence.Share.Id, presence.Share.Title, presence.Share.Count, presence.Share.Size, presence.User, presence.At, presence.Offset)
    { Bot = presence.Bot, Room = room, Got = presence.Got, GotBy = presence.GotBy };
}

/// <summary>
/// A sealed share in the output of <c>files --json</c>; without a title if the key is not here. Fields may be added, never changed.
/// </summary>
internal sealed record SealedFileJson(long Share, long Size, string User, string To, long At, long Offset)
{
    public bool Sealed => true;

    public string? Title { get; init; }

    public long? Count { get; init; }

    public int? Got { get; init; }

    public IReadOnlyList<string>? GotBy { get; init; }

    public static SealedFileJson Of(SealedPresence presence, ShareFacts? facts) => new(
        presence.Share, presence.Size, presence.User, presence.To, presence.At, presence.Offset)
    { Title = facts?.Title, Count = facts?.Count, Got = presence.Got, GotBy = presence.GotBy };
}

/// <summary>The output of <c>files --ticket --json</c>. Fields may be added, never changed.</summary>
internal sealed record TicketJson(
    string Type, long Share, string Url, string Ticket, string PublicKey, string Title, long Count, long Size, long ManifestSize);

/// <summary>The output of <c>get --json</c>. Fields may be added, never changed.</summary>
internal sealed record GotFilesJson(string Type, long Share, string Title, IReadOnlyList<string> Paths);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiscoveredJson))]
[JsonSerializable(typeof(BanJson))]
[JsonSerializable(typeof(PluginJson))]
[JsonSerializable(typeof(KeyChangedJson))]
[JsonSerializable(typeof(NotOpenedJson))]
[JsonSerializable(typeof(VerificationJson))]
[JsonSerializable(typeof(DeliveredJson))]
[JsonSerializable(typeof(NotSentJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(ConnectionJson))]
[JsonSerializable(typeof(GapJson))]
[JsonSerializable(typeof(IdentityJson))]
[JsonSerializable(typeof(HistoryJson))]
[JsonSerializable(typeof(InvitationJson))]
[JsonSerializable(typeof(SharedJson))]
[JsonSerializable(typeof(FileJson))]
[JsonSerializable(typeof(SealedFileJson))]
[JsonSerializable(typeof(GotFilesJson))]
[JsonSerializable(typeof(TicketJson))]
[JsonSerializable(typeof(ServerMessage))]
internal sealed partial class ToolJson : JsonSerializerContext;
