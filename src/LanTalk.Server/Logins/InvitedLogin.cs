using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Invitations;
using LanTalk.Server.Transports;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Logins;

/// <summary>Lets in whoever has an invitation in the place of the password. Guessing one is slowed down like guessing the password.</summary>
internal sealed partial class InvitedLogin(
    LanTalkServerOptions options, InvitationStore invitations, GuessBrake brake, LoginLines lines, ILogger<InvitedLogin> logger)
{
    /// <summary>Whether a login comes by an invitation.</summary>
    public static bool IsMeantBy(Login login) => login.Invitation is not null || login.InvitationSignature is not null;

    /// <summary>Checks the invitation of a login that its user has signed; false if it does not let the user in, and the other end was told so.</summary>
    public async Task<bool> CheckAsync(ITransport connection, Login login, LoginTranscript transcript)
    {
        if (Base64UrlText.Read(login.Invitation, InvitationKey.PublicKeyLength) is not { } publicKey
            || Base64UrlText.Read(login.InvitationSignature, InvitationKey.SignatureLength) is not { } signature
            || !InvitationKey.Verify(publicKey, transcript, signature))
        {
            await lines.RefuseAsync(connection, AuthFailCodes.Key, "The login is not signed by the invitation, or was signed for another server.");
            return false;
        }

        var user = transcript.Identity.FullForm;
        using var attempt = await brake.TryBeginAsync(connection, user);
        if (attempt is null || connection.Refusal is not null)
        {
            return false;
        }

        if (await TryUseAsync(publicKey, user) is not { } state)
        {
            await lines.RefuseAsync(connection, AuthFailCodes.Busy, "The invitations cannot be read at the moment. Try again in a few seconds.");
            return false;
        }

        if (state == InvitationState.Unknown)
        {
            attempt.Failed();
        }

        // One that is right does not clear the count of wrong passwords: whoever has one could go on guessing for as long as it holds.
        if (state != InvitationState.Valid)
        {
            await lines.RefuseAsync(connection, AuthFailCodes.Invitation, ReasonOf(state));
        }

        return state == InvitationState.Valid;
    }

    private static string ReasonOf(InvitationState state) => state switch
    {
        InvitationState.UsedUp => "The invitation has let in as many users as it may. Ask for a new one.",
        InvitationState.Expired => "The invitation has expired. Ask for a new one.",
        InvitationState.Revoked => "The invitation was revoked. Ask for a new one.",
        _ => "This server does not know the invitation. Ask for a new one.",
    };

    /// <summary>Whether the invitation lets the user in; null if the store cannot tell.</summary>
    private async Task<InvitationState?> TryUseAsync(byte[] publicKey, string user)
    {
        if (options.InvitesOrDefault == InvitePolicy.Off)
        {
            return InvitationState.Revoked;
        }

        try
        {
            return await invitations.UseAsync(publicKey, user);
        }
        catch (InvitationStoreException e)
        {
            LogUnreadable(e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "A user with an invitation was turned away: {Cause}")]
    private partial void LogUnreadable(string cause);
}
