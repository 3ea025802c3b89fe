using System.Security.Cryptography;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Moderation;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Logins;

/// <summary>The login of version 3: a signature by the user's key, and a password that both ends prove and neither sends.</summary>
internal sealed class SealedLogin(
    LanTalkServerOptions options, ServerPassword password, BanStore bans, GuessBrake brake, InvitedLogin invited, LoginLines lines)
{
    private const int KeyLength = 32;
    private const int SignatureLength = 64;
    private const int PublicValueLength = 384;
    private const int ProofLength = 32;

    /// <summary>The server's first message, with a nonce for this login.</summary>
    public async ValueTask<AuthRequest> RequestAsync() => new(lines.Now, password.IsSet)
    {
        ServerName = options.Name,
        Nonce = Base64UrlText.Write(RandomNumberGenerator.GetBytes(LoginTranscript.NonceLength)),
        Salt = await password.SaltAsync() is { } salt ? Base64UrlText.Write(salt) : null,
    };

    /// <summary>Checks a login whose name is valid; null if it was refused, and the client was told why.</summary>
    public async Task<AcceptedLogin?> CheckAsync(ITransport connection, AuthRequest request, Login login)
    {
        var key = Base64UrlText.Read(login.Key, KeyLength);
        if (key is not null && bans.FindKey($"key:{login.Key}") is { } ban)
        {
            await lines.RefuseAsync(connection, AuthFailCodes.Banned, ban.Notice);
            return null;
        }

        if (ReadSigned(connection, request, login, key) is not { } transcript)
        {
            await lines.RefuseAsync(connection, AuthFailCodes.Key, "The login is not signed as it must be, or was signed for another server.");
            return null;
        }

        if (!password.IsSet)
        {
            return Accept(login, transcript);
        }

        if (InvitedLogin.IsMeantBy(login))
        {
            return await invited.CheckAsync(connection, login, transcript) ? Accept(login, transcript) : null;
        }

        if (transcript.A.IsEmpty)
        {
            await brake.RefuseMissingAsync(connection);
            return null;
        }

        return await ProveAsync(connection, transcript) is { } proof ? Accept(login, transcript, Base64UrlText.Write(proof)) : null;
    }

    private static AcceptedLogin Accept(Login login, LoginTranscript transcript, string? proof = null) =>
        new(UserName.Compose(login.UserName), transcript.Identity, proof) { Epoch = login.Epoch, Since = login.Since };

    /// <summary>The signed transcript; null if the key or the signature is missing or wrong.</summary>
    private LoginTranscript? ReadSigned(ITransport connection, AuthRequest request, Login login, byte[]? key)
    {
        if (key is null
            || Base64UrlText.Read(login.AgreementKey, KeyLength) is not { } agreementKey
            || Base64UrlText.Read(login.AgreementSignature, SignatureLength) is not { } agreementSignature
            || Base64UrlText.Read(login.Signature, SignatureLength) is not { } signature
            || UserIdentity.TryCreate(key, agreementKey, agreementSignature) is not { } user)
        {
            return null;
        }

        var transcript = new LoginTranscript
        {
            ChannelBinding = connection.ChannelBinding,
            Nonce = Base64UrlText.Read(request.Nonce, LoginTranscript.NonceLength),
            UserName = login.UserName,
            Identity = user,
            A = password.IsSet && !InvitedLogin.IsMeantBy(login) ? Base64UrlText.Read(login.A, PublicValueLength) : default(ReadOnlyMemory<byte>),
            Salt = request.Salt is null ? default(ReadOnlyMemory<byte>) : Base64UrlText.Read(request.Salt, PasswordSecret.SaltLength),
        };
        return user.Verify(transcript.SignedBytes(), signature) ? transcript : null;
    }

    /// <summary>The server's proof, to be sent after the client's; null if that was wrong, and the client was told so.</summary>
    private async Task<byte[]?> ProveAsync(ITransport connection, LoginTranscript transcript)
    {
        if (await StartAsync(connection, transcript) is not { } srp)
        {
            return null;
        }

        await lines.SendAsync(connection, new AuthChallenge(lines.Now, Base64UrlText.Write(srp.B.Span)));
        if (await lines.ReadAsync<AuthProof>(connection, "Not a proof. The answer to auth_challenge is auth_proof.") is not { } message)
        {
            return null;
        }

        // The proof counts as the guess. Until it comes the client derives the key from its password, which may take long and holds up nobody.
        var key = transcript.Identity.FullForm;
        using var attempt = await brake.TryBeginAsync(connection, key);
        if (attempt is null || connection.Refusal is not null)
        {
            return null;
        }

        var hash = (transcript with { B = srp.B }).Hash();
        var proof = Base64UrlText.Read(message.Proof, ProofLength) is { } clientProof
            ? await brake.ComputeAsync(connection, attempt, _ => srp.TryAccept(clientProof, hash, out var serverProof) ? serverProof : null)
            : null;
        if (proof is null)
        {
            await brake.RefuseAsync(connection, attempt);
            return null;
        }

        brake.Accept(attempt, key);
        return proof;
    }

    /// <summary>Computes the challenge, if the client may try a password now; null if it may not, and was told so.</summary>
    private async Task<SrpServer?> StartAsync(ITransport connection, LoginTranscript transcript)
    {
        using var attempt = await brake.TryBeginAsync(connection, transcript.Identity.FullForm);
        if (attempt is null || connection.Refusal is not null)
        {
            return null;
        }

        var srp = await brake.ComputeAsync(connection, attempt, verifier => SrpServer.TryStart(verifier, transcript.A.Span));
        if (srp is null)
        {
            await lines.RefuseAsync(connection, AuthFailCodes.Malformed, "The value 'a' is out of its range.");
        }

        return srp;
    }
}
