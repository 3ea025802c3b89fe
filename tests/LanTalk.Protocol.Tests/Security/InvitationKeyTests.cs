using System.Buffers.Text;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class InvitationKeyTests
{
    private static readonly byte[] Token = [.. Enumerable.Range(0, InvitationKey.TokenLength).Select(value => (byte)value)];

    private static readonly LoginTranscript Login = new()
    {
        ChannelBinding = ServerFingerprint.Of("a certificate"u8).Hash,
        Nonce = new byte[LoginTranscript.NonceLength],
        UserName = "Bob",
        Identity = UserKey.FromSeed(new byte[UserKey.SeedLength]).Identity,
    };

    [Fact]
    public void TheKeyOfATokenIsTheOneThatOthersDerive()
    {
        using var key = InvitationKey.FromToken(Token);

        // Computed by another program: SHA-256 over the labelled token, as the seed of Ed25519.
        Base64Url.EncodeToString(key.PublicKey.Span).Should().Be("NnuTXn_hvlQDfdW55Kqaws94Daz9vcddnnIdU6oq_Zs");
    }

    [Fact]
    public void ItSignsALoginForThisConnectionAndThisUserAlone()
    {
        using var key = InvitationKey.FromToken(Token);
        using var other = InvitationKey.FromToken(InvitationKey.CreateToken());
        var signature = key.Sign(Login);

        InvitationKey.Verify(key.PublicKey.Span, Login, signature).Should().BeTrue();
        InvitationKey.Verify(other.PublicKey.Span, Login, signature).Should().BeFalse();
        InvitationKey.Verify(key.PublicKey.Span, Login with { UserName = "Mallory" }, signature).Should().BeFalse();
        InvitationKey.Verify(key.PublicKey.Span, Login with { Identity = UserKey.Create().Identity }, signature).Should().BeFalse();
        InvitationKey.Verify(key.PublicKey.Span, Login with { ChannelBinding = new byte[32] }, signature).Should().BeFalse();
        InvitationKey.Verify(key.PublicKey.Span, Login with { Nonce = Enumerable.Repeat((byte)1, 32).ToArray() }, signature).Should().BeFalse();
    }

    [Fact]
    public void TheSignatureOfAUserIsNoSignatureOfAnInvitation()
    {
        Login.InvitedBytes().Should().NotEqual(Login.SignedBytes());
    }

    [Fact]
    public void WhatIsNoKeyVerifiesNothing()
    {
        InvitationKey.Verify([], Login, new byte[InvitationKey.SignatureLength]).Should().BeFalse();
        InvitationKey.Verify(new byte[InvitationKey.PublicKeyLength], Login, new byte[InvitationKey.SignatureLength]).Should().BeFalse();
        InvitationKey.Verify(new byte[InvitationKey.PublicKeyLength], Login, []).Should().BeFalse();
    }
}
