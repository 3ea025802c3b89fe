using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.Logins;

/// <summary>A login that passed every check except whether the name is free.</summary>
/// <param name="UserName">The requested name, which is valid.</param>
/// <param name="Identity">The user's identity; null for version 2, which has no keys.</param>
/// <param name="Proof">Proves to the client that the server knows the password too; null if there is no password or no key.</param>
internal sealed record AcceptedLogin(string UserName, UserIdentity? Identity = null, string? Proof = null)
{
    /// <summary>See <see cref="Login.Epoch"/>.</summary>
    public string? Epoch { get; init; }

    /// <summary>See <see cref="Login.Since"/>.</summary>
    public long? Since { get; init; }
}
