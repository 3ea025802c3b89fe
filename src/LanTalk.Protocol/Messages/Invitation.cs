using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Messages;

/// <summary>Version 3: a link by which others join; the answer to <see cref="Invite"/>.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="Url">The link; see <see cref="Invitations.InvitationLink"/>.</param>
/// <param name="Qr">The modules of the link's QR code; see <see cref="Invitations.QrModules"/>.</param>
/// <param name="QrSize">How many modules a side of the QR code has.</param>
public sealed record Invitation(
    [property: JsonPropertyName("ts")] string Timestamp,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("qr")] string Qr,
    [property: JsonPropertyName("qr_size")] int QrSize) : ServerMessage
{
    /// <summary>By what it is listed and revoked; null where the server has no password, so that there is nothing to revoke.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Until when it lets users in, in milliseconds since 1970, UTC; null if it does not expire.</summary>
    [JsonPropertyName("expires")]
    public long? Expires { get; init; }

    /// <summary>How many users it lets in; null if they are not counted.</summary>
    [JsonPropertyName("uses")]
    public int? Uses { get; init; }

    /// <summary>The room that those who use it enter; null for the lobby.</summary>
    [JsonPropertyName("room")]
    public string? Room { get; init; }

    /// <summary>Leaves the link out, so that no log can hold it.</summary>
    public override string ToString() => $"Invitation {{ Id = {Id} }}";
}
