namespace LanTalk.Server.Security;

/// <summary>The server's password, if it has one; what is kept of it is a verifier.</summary>
internal sealed class ServerPassword(string? password)
{
    private readonly PasswordVerifier? _verifier = password is null ? null : PasswordVerifier.Create(password);

    /// <summary>Whether users must give a password.</summary>
    public bool IsSet => _verifier is not null;

    /// <summary>Whether <paramref name="candidate"/> is the password.</summary>
    public Task<bool> VerifyAsync(string candidate) =>
        _verifier is null ? Task.FromResult(true) : _verifier.VerifyAsync(candidate, CancellationToken.None);
}
