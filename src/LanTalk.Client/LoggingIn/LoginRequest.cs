using LanTalk.Client.Sealing;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.LoggingIn;

/// <summary>A login and its conditions.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Password">The password, if there is one.</param>
/// <param name="Timeout">How long the server may take for each answer.</param>
public sealed record LoginRequest(string Name, string? Password, TimeSpan Timeout)
{
    /// <summary>A password check is slow on purpose, and others may be waiting for theirs.</summary>
    internal static readonly TimeSpan Checking = TimeSpan.FromSeconds(10);

    /// <summary>The user's key. Version 2 has no keys.</summary>
    public UserKey? Key { get; init; }

    /// <summary>Version 3: the token of an invitation, which counts where the server asks for a password and none is given.</summary>
    public string? Invitation { get; init; }

    /// <summary>Version 3: the epoch of the lobby that <see cref="Since"/> belongs to.</summary>
    public string? Epoch { get; init; }

    /// <summary>Version 3: the last message of the lobby that the client has; null for a newcomer.</summary>
    public long? Since { get; init; }

    /// <summary>
    /// Version 3: whether private messages are left to another login of this user. They are then neither shown nor confirmed, so they come again, and
    /// no user's key is learned from them without the user being told. The keys of shares in them are kept.
    /// </summary>
    public bool LeavesPrivate { get; init; }

    /// <summary>Version 3: keeps the keys of sealed shares that come in private messages; null to keep none.</summary>
    public ReceivedShares? Shares { get; init; }

    /// <summary>Judges the server before anything is sent to it; throws to refuse it.</summary>
    public required Action<ServerIntroduction> Admit { get; init; }
}
