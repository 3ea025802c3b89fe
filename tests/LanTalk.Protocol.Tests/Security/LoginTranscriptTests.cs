using System.Security.Cryptography;
using System.Text;
using CsCheck;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class LoginTranscriptTests
{
    private static readonly UserKey Bob = UserKey.FromSeed(new byte[UserKey.SeedLength]);

    private static readonly LoginTranscript Login = new()
    {
        ChannelBinding = ServerFingerprint.Of("a certificate"u8).Hash,
        Nonce = Enumerable.Repeat((byte)7, LoginTranscript.NonceLength).ToArray(),
        UserName = "Bob",
        Identity = Bob.Identity,
        Salt = "salt"u8.ToArray(),
        A = "from the client"u8.ToArray(),
        B = "from the server"u8.ToArray(),
    };

    private static readonly LoginTranscript[] Others =
    [
        Login with { ChannelBinding = ServerFingerprint.Of("another"u8).Hash },
        Login with { Nonce = new byte[LoginTranscript.NonceLength] },
        Login with { UserName = "bob" },
        Login with { Identity = UserKey.Create().Identity },
        Login with { A = default },
        Login with { Salt = default },
        Login with { B = default },
    ];

    [Fact]
    public void EachFieldFollowsItsLength()
    {
        byte[] known =
        [
            0, 0, 0, 32, .. Login.ChannelBinding.Span,
            0, 0, 0, 32, .. Login.Nonce.Span,
            0, 0, 0, 3, .. "Bob"u8,
            0, 0, 0, 32, .. Bob.Identity.SigningKey.Span,
            0, 0, 0, 32, .. Bob.Identity.AgreementKey.Span,
        ];
        byte[] signed = [0, 0, 0, 19, .. "lantalk/3 signature"u8, .. known, 0, 0, 0, 15, .. "from the client"u8];
        byte[] all =
        [
            0, 0, 0, 15, .. "lantalk/3 login"u8, .. known, 0, 0, 0, 4, .. "salt"u8, 0, 0, 0, 15, .. "from the client"u8,
            0, 0, 0, 15, .. "from the server"u8,
        ];

        Login.SignedBytes().Should().Equal(signed);
        Login.Hash().Should().Equal(SHA256.HashData(all));
    }

    [Fact]
    public void NoPartCanBeChangedUnderTheSameHash() =>
        Others.Append(Login).Select(login => Convert.ToHexString(login.Hash())).Should().OnlyHaveUniqueItems();

    [Fact]
    public void ASignatureServesForNoOtherLogin()
    {
        var signature = Bob.Sign(Login.SignedBytes());

        Bob.Identity.Verify(Login.SignedBytes(), signature).Should().BeTrue();
        Others[..5].Should().OnlyContain(other => !Bob.Identity.Verify(other.SignedBytes(), signature));
    }

    [Fact]
    public void WhatIsSignedIsKnownBeforeTheServerAnswers() =>
        (Login with { Salt = default, B = default }).SignedBytes().Should().Equal(Login.SignedBytes());

    [Fact]
    public void BytesThatMoveFromOneFieldToTheNextChangeTheHash() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Int[0, 20], Gen.Int[0, 20]).Sample((text, first, second) =>
        {
            string? one = null, other = null;
            return Hash(text, first, ref one) == Hash(text, second, ref other) == (one == other);
        });

    private static string Hash(string text, int cut, ref string? fields)
    {
        cut = Math.Min(cut, text.Length);
        fields = text[..cut] + "|" + text[cut..];
        var (salt, a) = (Encoding.UTF8.GetBytes(text[..cut]), Encoding.UTF8.GetBytes(text[cut..]));
        return Convert.ToHexString((Login with { Salt = salt, A = a }).Hash());
    }
}
