using CsCheck;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class PrivateSealTests
{
    private static readonly UserKey Alice = UserKey.Create();
    private static readonly UserKey Bob = UserKey.Create();
    private static readonly UserKey Mallory = UserKey.Create();
    private static readonly byte[] Id = [.. Enumerable.Range(1, PrivateSeal.MessageIdLength).Select(i => (byte)i)];

    [Fact]
    public void TheRecipientReadsWhatTheSenderSealed() =>
        Gen.String[0, 300].Where(text => text.All(c => !char.IsSurrogate(c))).Sample(text =>
            PrivateSeal.TryOpen(Bob, Alice.Identity, Seal(text), Id)?.Text == text);

    [Theory]
    [InlineData("")]
    [InlineData("psst 👋")]
    [InlineData("\u0080\0\0")]
    public void EveryTextSurvives(string text) => PrivateSeal.TryOpen(Bob, Alice.Identity, Seal(text), Id)!.Text.Should().Be(text);

    [Fact]
    public void ATextWithHalfASurrogatePairArrivesWithAReplacement() =>
        PrivateSeal.TryOpen(Bob, Alice.Identity, Seal("a\ud800b"), Id)!.Text.Should().Be("a\ufffdb");

    [Fact]
    public void NobodyElseOpensItAndNobodyElseSealedIt()
    {
        var message = Seal("psst");

        PrivateSeal.TryOpen(Mallory, Alice.Identity, message, Id).Should().BeNull();
        PrivateSeal.TryOpen(Alice, Alice.Identity, message, Id).Should().BeNull();
        PrivateSeal.TryOpen(Bob, Mallory.Identity, message, Id).Should().BeNull();
        PrivateSeal.TryOpen(Bob, Bob.Identity, message, Id).Should().BeNull();
        PrivateSeal.TryOpen(Alice, Bob.Identity, message, Id).Should().BeNull();
    }

    [Fact]
    public void AUserWhoClaimsAnothersAgreementKeyDoesNotPassForIt()
    {
        // Mallory vouches for Alice's agreement key: only the signing keys tell the two apart.
        var agreementKey = Alice.Identity.AgreementKey.Span;
        var claimed = UserIdentity.TryCreate(
            Mallory.Identity.SigningKey.Span, agreementKey, Mallory.Sign(UserIdentity.SignedAgreement(agreementKey)))!;

        PrivateSeal.TryOpen(Bob, claimed, Seal("psst"), Id).Should().BeNull();
    }

    [Fact]
    public void NoBitCanBeChanged()
    {
        var message = Seal("psst");
        byte[] all = [.. message.Encapsulation.Span, .. message.Ciphertext.Span, .. Id];
        Gen.Int[0, (all.Length * 8) - 1].Sample(bit =>
        {
            byte[] changed = [.. all];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var other = new SealedText(changed.AsMemory(0, 32), changed.AsMemory(32, message.Ciphertext.Length));
            return PrivateSeal.TryOpen(Bob, Alice.Identity, other, changed.AsSpan(all.Length - Id.Length)) is null;
        });
    }

    [Fact]
    public void TheSignBitOfTheEncapsulationCountsThoughTheCurveIgnoresIt()
    {
        var message = Seal("psst");
        var encapsulation = message.Encapsulation.ToArray();
        encapsulation[31] ^= 0x80;

        PrivateSeal.TryOpen(Bob, Alice.Identity, message with { Encapsulation = encapsulation }, Id).Should().BeNull();
    }

    [Fact]
    public void TheSameTextIsNeverSealedTheSameTwice() =>
        Seal("psst").Ciphertext.ToArray().Should().NotEqual(Seal("psst").Ciphertext.ToArray());

    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 64)]
    [InlineData(63, 64)]
    [InlineData(64, 128)]
    [InlineData(127, 128)]
    [InlineData(128, 192)]
    public void TheLengthTellsNoMoreThanTheBlocks(int length, int padded) =>
        Seal(new string('x', length)).Ciphertext.Length.Should().Be(padded + 16);

    [Fact]
    public void TheLongestTextFitsAndOneByteMoreDoesNot()
    {
        var text = new string('x', PrivateSeal.MaxTextLength);
        var message = Seal(text);

        message.Ciphertext.Length.Should().BeInRange(PrivateSeal.MaxCiphertextLength - 63, PrivateSeal.MaxCiphertextLength);
        PrivateSeal.TryOpen(Bob, Alice.Identity, message, Id)!.Text.Should().Be(text);
        FluentActions.Invoking(() => Seal(text + "x")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void AnIdOfAnotherLengthIsRefused(int length)
    {
        FluentActions.Invoking(() => PrivateSeal.Seal(Alice, Bob.Identity, "psst", new byte[length])).Should().Throw<ArgumentException>();
        PrivateSeal.TryOpen(Bob, Alice.Identity, Seal("psst"), new byte[length]).Should().BeNull();
    }

    [Fact]
    public void ACiphertextThatIsTooLongIsNotOpened()
    {
        var message = Seal("psst") with { Ciphertext = new byte[PrivateSeal.MaxCiphertextLength + 1] };

        PrivateSeal.TryOpen(Bob, Alice.Identity, message, Id).Should().BeNull();
    }

    [Fact]
    public void NoBytesMakeTheReaderThrow()
    {
        var anyKey = Gen.OneOf(Gen.Byte.Array[32], Gen.Byte.Array[0, 40]);
        var anyId = Gen.OneOf(Gen.Byte.Array[16], Gen.Byte.Array[0, 20]);
        Gen.Select(anyKey, Gen.Byte.Array[0, 200], anyId).Sample((encapsulation, ciphertext, id) =>
            PrivateSeal.TryOpen(Bob, Alice.Identity, new SealedText(encapsulation, ciphertext), id) is null);
    }

    [Fact]
    public void WhatGoesWithATextIsOpenedWithIt()
    {
        var message = PrivateSeal.Seal(Alice, Bob.Identity, "psst", Id, "{}");

        PrivateSeal.TryOpen(Bob, Alice.Identity, message, Id).Should().Be(new OpenedText("psst", "{}"));
        PrivateSeal.TryOpen(Bob, Alice.Identity, message with { Attachment = null }, Id).Should().Be(new OpenedText("psst", null));
        message.Attachment!.Value.Length.Should().Be(64 + 16);
    }

    [Fact]
    public void ATextAndWhatGoesWithItCannotBeExchanged()
    {
        var message = PrivateSeal.Seal(Alice, Bob.Identity, "same", Id, "same");
        SealedText[] exchanged =
        [
            message with { Ciphertext = message.Attachment!.Value },
            message with { Attachment = message.Ciphertext },
            message with { Ciphertext = message.Attachment!.Value, Attachment = message.Ciphertext },
            message with { Attachment = PrivateSeal.Seal(Alice, Bob.Identity, "same", Id, "same").Attachment },
            message with { Attachment = ReadOnlyMemory<byte>.Empty },
            message with { Attachment = new byte[PrivateSeal.MaxAttachmentLength + 1] },
        ];

        exchanged.Should().AllSatisfy(each => PrivateSeal.TryOpen(Bob, Alice.Identity, each, Id).Should().BeNull());
        message.Attachment!.Value.ToArray().Should().NotEqual(message.Ciphertext.ToArray());
    }

    [Fact]
    public void WhatGoesWithATextHasALongestLength()
    {
        PrivateSeal.Seal(Alice, Bob.Identity, "", Id, new string('x', 4031)).Attachment!.Value.Length.Should().BeLessThanOrEqualTo(PrivateSeal.MaxAttachmentLength);
        FluentActions.Invoking(() => PrivateSeal.Seal(Alice, Bob.Identity, "", Id, new string('x', 4096))).Should().Throw<ArgumentException>();
    }

    private static SealedText Seal(string text) => PrivateSeal.Seal(Alice, Bob.Identity, text, Id);
}
