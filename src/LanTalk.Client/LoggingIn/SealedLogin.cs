using LanTalk.Client.Connecting;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.LoggingIn;

/// <summary>
/// The login of version 3. The user signs; and if there is a password, first the client and then the server proves that it knows it, over everything
/// that both saw of this connection. A man in the middle with a certificate of his own makes the proofs fail. After one try, the connection is of no
/// further use.
/// </summary>
internal sealed class SealedLogin(ServerConnection connection, LoginRequest request)
{
    private const int GroupLength = 384; // of the 3072-bit group
    private const int ProofLength = 32;

    private readonly ServerFingerprint _certificate = connection.Certificate
        ?? throw new ArgumentException("The connection is not encrypted.", nameof(connection));
    private readonly UserKey _key = request.Key ?? throw new ArgumentException("There is no key to log in with.", nameof(request));

    /// <exception cref="ConnectException">The other end violates the login's protocol, or it went away.</exception>
    /// <exception cref="UntrustedException">The server has not proven that it knows the password.</exception>
    public async Task<LoginResult> LogInAsync(CancellationToken cancellationToken)
    {
        if (await connection.ReadWithinAsync(request.Timeout, cancellationToken) is not AuthRequest greeting)
        {
            throw BrokenRules();
        }

        var (serverName, nonce, salt) = Read(greeting);
        request.Admit(new ServerIntroduction(_certificate, serverName, greeting.NeedsPassword));
        using var invitation = greeting.NeedsPassword && request.Password is null ? InvitationOf(request) : null;
        if (greeting.NeedsPassword && request.Password is null && invitation is null)
        {
            return LoginResult.NoPassword;
        }

        var srp = greeting.NeedsPassword && invitation is null ? new SrpClient() : null;
        var transcript = new LoginTranscript
        {
            ChannelBinding = _certificate.Hash,
            Nonce = nonce,
            UserName = request.Name,
            Identity = _key.Identity,
            A = srp?.A ?? default,
            Salt = salt,
        };
        var answer = await AskAsync(Signed(transcript, invitation), cancellationToken);
        if (srp is not null && answer is not AuthFail)
        {
            answer = await AskAsync(await ProveAsync(srp, transcript, answer as AuthChallenge, cancellationToken), cancellationToken);
        }

        switch (answer)
        {
            case AuthFail refusal:
                return new LoginResult(null, refusal);
            case AuthOk welcome:
                Check(welcome, serverName, srp);
                return new LoginResult(welcome, null);
            default:
                throw BrokenRules();
        }
    }

    private static (string ServerName, byte[] Nonce, byte[] Salt) Read(AuthRequest greeting)
    {
        return greeting.ServerName is { Length: > 0 } name
            && Base64UrlText.Read(greeting.Nonce, LoginTranscript.NonceLength) is { } nonce
            && (greeting.NeedsPassword ? Base64UrlText.Read(greeting.Salt, PasswordSecret.SaltLength) : []) is { } salt
                ? (name, nonce, salt)
                : throw BrokenRules();
    }

    private static InvitationKey? InvitationOf(LoginRequest request) =>
        Base64UrlText.Read(request.Invitation, InvitationKey.TokenLength) is { } token ? InvitationKey.FromToken(token) : null;

    private Login Signed(LoginTranscript transcript, InvitationKey? invitation) => new(request.Name, Password: null)
    {
        Key = Base64UrlText.Write(_key.Identity.SigningKey.Span),
        AgreementKey = Base64UrlText.Write(_key.Identity.AgreementKey.Span),
        AgreementSignature = Base64UrlText.Write(_key.Identity.AgreementSignature.Span),
        Signature = Base64UrlText.Write(_key.Sign(transcript.SignedBytes())),
        A = transcript.A.IsEmpty ? null : Base64UrlText.Write(transcript.A.Span),
        Invitation = invitation is null ? null : Base64UrlText.Write(invitation.PublicKey.Span),
        InvitationSignature = invitation is null ? null : Base64UrlText.Write(invitation.Sign(transcript)),
        Epoch = request.Epoch,
        Since = request.Since,
    };

    private async Task<AuthProof> ProveAsync(SrpClient srp, LoginTranscript transcript, AuthChallenge? challenge, CancellationToken cancellationToken)
    {
        if (!PasswordSecret.IsAllowed(request.Password!))
        {
            throw new ConnectException($"A password has at most {PasswordSecret.MaxPasswordLength} bytes.");
        }

        if (Base64UrlText.Read(challenge?.B, GroupLength) is not { } b)
        {
            throw BrokenRules();
        }

        // Slow on purpose: on a thread that nobody waits for.
        var hash = (transcript with { B = b }).Hash();
        var proof = await Task.Run(() => srp.TryProve(request.Password!, transcript.Salt.Span, b, hash, out var made) ? made : null, cancellationToken);
        return proof is null ? throw BrokenRules() : new AuthProof(Base64UrlText.Write(proof));
    }

    /// <summary>Checks the welcome, and throws if it is not credible.</summary>
    private static void Check(AuthOk welcome, string serverName, SrpClient? srp)
    {
        if (srp is not null && !(Base64UrlText.Read(welcome.Proof, ProofLength) is { } proof && srp.IsServerProof(proof)))
        {
            throw new UntrustedException(
                "What answers there took the login but has not proven that it knows the password. Somebody may be between you and the server, "
                + "or it is not the server that you think. Nothing was said to it, and the password was not given away.");
        }

        // The server was judged, and will be remembered, by the name that it gave first.
        if (welcome.ServerName != serverName)
        {
            throw BrokenRules();
        }
    }

    private Task<ServerMessage?> AskAsync(ClientMessage message, CancellationToken cancellationToken) =>
        connection.AskAsync(message, request.Timeout + LoginRequest.Checking, cancellationToken);

    private static ConnectException BrokenRules() =>
        new("What answered there broke off the login, or does not log in as LanTalk does. Is it a LanTalk server?");
}
