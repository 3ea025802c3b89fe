using System.Buffers.Text;
using System.Text.Json;
using LanTalk.Protocol.Security;

namespace LanTalk.Testing;

/// <summary>The login of version 3, step by step, so that a test can change any of them.</summary>
public static class SealedLoginSteps
{
    /// <summary>Logs in over TLS; returns the server's answer, whose proof was checked if there is one.</summary>
    public static Task<JsonElement> LogInAsync(
        this TestClient client, ServerFingerprint server, string username, UserKey key, string? password = null, string? epoch = null, long? since = null) =>
        client.LogInAsync(server.Hash, username, key, password, epoch, since);

    /// <summary>Logs in with a channel binding; returns the server's answer, whose proof was checked if there is one.</summary>
    public static async Task<JsonElement> LogInAsync(
        this TestClient client, ReadOnlyMemory<byte> channelBinding, string username, UserKey key,
            string? password = null, string? epoch = null, long? since = null)
    {
        var request = await client.ReadAsync("auth_request");
        var srp = request.GetProperty("needs_password").GetBoolean() ? new SrpClient() : null;
        var transcript = Transcript(request, channelBinding, username, key, srp);
        await client.SendJsonAsync(Login(transcript, key, epoch, since));
        var answer = await client.ReadAsync();
        if (srp is null || Text(answer, "type") != "auth_challenge")
        {
            return answer;
        }

        transcript = transcript with { B = Bytes(answer, "b") };
        if (!srp.TryProve(password ?? "", transcript.Salt.Span, transcript.B.Span, transcript.Hash(), out var proof))
        {
            throw new InvalidOperationException("The server's values break a rule.");
        }

        await client.SendJsonAsync(new { type = "auth_proof", proof = Write(proof) });
        answer = await client.ReadAsync();
        return Text(answer, "type") != "auth_ok" || srp.IsServerProof(Bytes(answer, "proof"))
            ? answer
            : throw new InvalidOperationException("The server did not prove that it knows the password.");
    }

    /// <summary>The transcript that a client knows when it signs.</summary>
    public static LoginTranscript Transcript(JsonElement request, ReadOnlyMemory<byte> channelBinding, string username, UserKey key, SrpClient? srp) => new()
    {
        ChannelBinding = channelBinding,
        Nonce = Bytes(request, "nonce"),
        UserName = username,
        Identity = key.Identity,
        A = srp?.A ?? default,
        Salt = srp is null ? default(ReadOnlyMemory<byte>) : Bytes(request, "salt"),
    };

    /// <summary>The line that logs in.</summary>
    public static object Login(LoginTranscript transcript, UserKey key, string? epoch = null, long? since = null) => new
    {
        username = transcript.UserName,
        key = Write(transcript.Identity.SigningKey.Span),
        agreement_key = Write(transcript.Identity.AgreementKey.Span),
        agreement_signature = Write(transcript.Identity.AgreementSignature.Span),
        signature = Write(key.Sign(transcript.SignedBytes())),
        a = transcript.A.IsEmpty ? null : Write(transcript.A.Span),
        epoch,
        since,
    };

    /// <summary>Logs in by the token of an invitation, on any connection; returns the server's answer.</summary>
    public static async Task<JsonElement> LogInByInvitationAsync(
        this TestClient client, ReadOnlyMemory<byte> channelBinding, string username, UserKey key, string token)
    {
        var transcript = Transcript(await client.ReadAsync("auth_request"), channelBinding, username, key, srp: null);
        await client.SendJsonAsync(LoginByInvitation(transcript, key, token));
        return await client.ReadAsync();
    }

    /// <summary>The line that logs in by an invitation.</summary>
    public static object LoginByInvitation(LoginTranscript transcript, UserKey key, string token)
    {
        using var invitation = InvitationKey.FromToken(Base64Url.DecodeFromChars(token));
        return new
        {
            username = transcript.UserName,
            key = Write(transcript.Identity.SigningKey.Span),
            agreement_key = Write(transcript.Identity.AgreementKey.Span),
            agreement_signature = Write(transcript.Identity.AgreementSignature.Span),
            signature = Write(key.Sign(transcript.SignedBytes())),
            invitation = Write(invitation.PublicKey.Span),
            invitation_signature = Write(invitation.Sign(transcript)),
        };
    }

    /// <summary>Bytes in their wire form.</summary>
    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private static byte[] Bytes(JsonElement message, string field) => Base64Url.DecodeFromChars(Text(message, field));

    private static string Text(JsonElement message, string field) => message.GetProperty(field).GetString()!;
}
