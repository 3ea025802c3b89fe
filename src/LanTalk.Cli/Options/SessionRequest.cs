using LanTalk.Client.Addresses;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Security;
using Serilog.Events;

namespace LanTalk.Cli.Options;

/// <summary>A session as the user requested it.</summary>
/// <param name="Verb">The verb that opens it; messages begin with its name.</param>
/// <param name="ConfigDirectory">The directory of the user's key and of the known servers and users.</param>
/// <param name="Rooms">The rooms to join besides the lobby.</param>
internal sealed record SessionRequest(string Verb, string ConfigDirectory, IReadOnlyList<string> Rooms)
{
    /// <summary>The server's address; null to look for one.</summary>
    public ServerAddress? Host { get; init; }

    /// <summary>The link that the server is joined by, if one was given; its address is <see cref="Host"/>.</summary>
    public InvitationLink? Invitation { get; init; }

    /// <summary>The name of the server to look for; null for the only one there is.</summary>
    public string? Server { get; init; }

    /// <summary>The user's name; null to let the tool choose.</summary>
    public string? Name { get; init; }

    /// <summary>The server's password, if one was given.</summary>
    public string? Password { get; init; }

    /// <summary>The fingerprint that the server must have, if one was given.</summary>
    public ServerFingerprint? Fingerprint { get; init; }

    /// <summary>Whether to forget known servers that contradict this one.</summary>
    public bool Forget { get; init; }

    /// <summary>Whether to speak version 2.</summary>
    public bool IsPlaintext { get; init; }

    /// <summary>How long to look for a server, and to wait for each of its answers.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How long to try to reconnect when the connection is lost; null for no limit.</summary>
    public TimeSpan? GiveUp { get; init; }

    /// <summary>The UDP port of discovery.</summary>
    public required int BeaconPort { get; init; }

    /// <summary>How much is logged.</summary>
    public required LogEventLevel LogLevel { get; init; }

    /// <summary>Whether private messages are left to another login of this user.</summary>
    public bool LeavesPrivate { get; init; }

    /// <summary>Whether a person may be asked to choose among servers.</summary>
    public bool MayChoose { get; init; }

    /// <summary>Whether a person may be asked for the password.</summary>
    public bool MayAsk { get; init; }
}
