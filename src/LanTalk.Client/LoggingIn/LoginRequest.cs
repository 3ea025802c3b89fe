using LanTalk.Protocol.Security;

namespace LanTalk.Client.LoggingIn;

/// <summary>Who wants to log in, and on which conditions.</summary>
/// <param name="Name">The name to be known by.</param>
/// <param name="Password">The password, if there is one to give.</param>
/// <param name="Timeout">How long the server may take for each answer.</param>
public sealed record LoginRequest(string Name, string? Password, TimeSpan Timeout)
{
    /// <summary>Checking a password is slow on purpose, and others may be waiting for theirs.</summary>
    internal static readonly TimeSpan Checking = TimeSpan.FromSeconds(10);

    /// <summary>Who logs in. Version 2 has no keys.</summary>
    public UserKey? Key { get; init; }

    /// <summary>Version 3: the token of an invitation, which counts where the server asks for a password and none is given.</summary>
    public string? Invitation { get; init; }

    /// <summary>Version 3: the epoch of the lobby that <see cref="Since"/> belongs to.</summary>
    public string? Epoch { get; init; }

    /// <summary>Version 3: the last message of the lobby that is there; null for a newcomer.</summary>
    public long? Since { get; init; }

    /// <summary>
    /// Version 3: whether private messages are left to another login of this user. They are then neither told nor confirmed, so they come
    /// again, and no key is met by them that nobody would be told of.
    /// </summary>
    public bool LeavesPrivate { get; init; }

    /// <summary>Looks at the server before anything is said to it, and throws to say nothing.</summary>
    public required Action<ServerIntroduction> Admit { get; init; }
}
