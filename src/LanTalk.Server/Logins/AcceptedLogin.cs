using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.Logins;

/// <summary>A login that is right but for the name's being free.</summary>
/// <param name="UserName">The name asked for; it keeps the rules.</param>
/// <param name="Identity">Who it is; null for version 2, which has no keys.</param>
/// <param name="Proof">What proves to the client that the server knows the password too; null where there is none or nobody to ask.</param>
internal sealed record AcceptedLogin(string UserName, UserIdentity? Identity = null, string? Proof = null)
{
    /// <summary>As <see cref="Login.Epoch"/>.</summary>
    public string? Epoch { get; init; }

    /// <summary>As <see cref="Login.Since"/>.</summary>
    public long? Since { get; init; }
}
