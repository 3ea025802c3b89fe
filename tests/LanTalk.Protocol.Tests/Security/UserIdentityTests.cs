using CsCheck;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class UserIdentityTests
{
    private static readonly UserKey Bob = UserKey.FromSeed(new byte[UserKey.SeedLength]);
    private static readonly UserKey Mallory = UserKey.Create();

    /// <summary>The points of low order of RFC 7748, for which most implementations give a shared secret of zeros.</summary>
    public static TheoryData<string> PointsOfLowOrder =>
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    [Fact]
    public void AnIdentityReadsBackAsItWasSent()
    {
        var read = Read(Bob.Identity);

        read.Should().Be(Bob.Identity).And.NotBe(Mallory.Identity);
        read!.GetHashCode().Should().Be(Bob.Identity.GetHashCode());
        read.Verify("data"u8, Bob.Sign("data"u8)).Should().BeTrue();
    }

    [Fact]
    public void AnAgreementKeyThatSomebodyElsePutInIsRefused()
    {
        var (bob, mallory) = (Bob.Identity, Mallory.Identity);

        UserIdentity.TryCreate(bob.SigningKey.Span, mallory.AgreementKey.Span, bob.AgreementSignature.Span).Should().BeNull();
        UserIdentity.TryCreate(bob.SigningKey.Span, mallory.AgreementKey.Span, mallory.AgreementSignature.Span).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(PointsOfLowOrder))]
    public void AnAgreementKeyOfLowOrderIsRefusedEvenIfItsUserSignedIt(string point)
    {
        var agreementKey = Convert.FromHexString(point);
        var signature = Bob.Sign(UserIdentity.SignedAgreement(agreementKey));

        UserIdentity.TryCreate(Bob.Identity.SigningKey.Span, agreementKey, signature).Should().BeNull();
    }

    [Fact]
    public void ASigningKeyForWhichAnySignatureHoldsIsRefused()
    {
        // The neutral point: R + h·A = s·B holds with R neutral and s = 0 for all data.
        byte[] neutral = [1, .. new byte[31]];

        UserIdentity.TryCreate(neutral, Bob.Identity.AgreementKey.Span, [.. neutral, .. new byte[32]]).Should().BeNull();
    }

    [Fact]
    public void NoBitOfAnIdentityCanBeChanged() =>
        Gen.Int[0, ((32 + 32 + 64) * 8) - 1].Sample(bit =>
        {
            byte[] all = [.. Bob.Identity.SigningKey.Span, .. Bob.Identity.AgreementKey.Span, .. Bob.Identity.AgreementSignature.Span];
            all[bit / 8] ^= (byte)(1 << (bit % 8));
            return UserIdentity.TryCreate(all.AsSpan(0, 32), all.AsSpan(32, 32), all.AsSpan(64)) is null;
        });

    [Fact]
    public void NoBytesMakeTheReaderThrow()
    {
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 70]).Sample((signingKey, agreementKey, signature) =>
            UserIdentity.TryCreate(signingKey, agreementKey, signature) is null);
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[32], Gen.Byte.Array[64]).Sample((signingKey, agreementKey, signature) =>
            UserIdentity.TryCreate(signingKey, agreementKey, signature) is null);
    }

    [Fact]
    public void NothingElseIsASignature() =>
        Gen.Select(Gen.Byte.Array[0, 20], Gen.Byte.Array[0, 70]).Sample((data, signature) => !Bob.Identity.Verify(data, signature));

    [Fact]
    public void TheFullFormReadsBackAsTheKey() =>
        Gen.Byte.Array[UserKey.SeedLength].Sample(seed =>
        {
            using var key = UserKey.FromSeed(seed);
            return UserIdentity.TryParseKey(key.Identity.FullForm, out var signingKey)
                && signingKey.AsSpan().SequenceEqual(key.Identity.SigningKey.Span);
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("key:")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("KEY:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("key:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("key:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("key:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("key:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("key:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    public void WhatIsNoFullFormIsNotRead(string? text)
    {
        UserIdentity.TryParseKey(text, out var signingKey).Should().BeFalse();
        signingKey.Should().BeNull();
    }

    [Fact]
    public void NoTextMakesTheReaderThrow()
    {
        Gen.String.Sample(text => !UserIdentity.TryParseKey(text, out _) && !UserIdentity.TryParseKey("key:" + text, out _));
    }

    private static UserIdentity? Read(UserIdentity sent) =>
        UserIdentity.TryCreate(sent.SigningKey.Span, sent.AgreementKey.Span, sent.AgreementSignature.Span);
}
