using System.Text;
using LanTalk.Protocol.Security;
using NSec.Cryptography;

namespace LanTalk.Protocol.Tests.Security;

/// <summary>The test vectors of RFC 9180, appendix A.2.3.</summary>
public sealed class HpkeAuthTests
{
    private const string Encapsulation = "f7674cc8cd7baa5872d1f33dbaffe3314239f6197ddf5ded1746760bfc847e0e";
    private const string Ciphertext = "ab1a13c9d4f01a87ec3440dbd756e2677bd2ecf9df0ce7ed73869b98e00c09be111cb9fdf077347aeb88e61bdf";

    private static readonly Key Ephemeral = PrivateKey("c94619e1af28971c8fa7957192b7e62a71ca2dcdde0a7cc4a8a9e741d600ab13");
    private static readonly Key Recipient = PrivateKey("3ca22a6d1cda1bb9480949ec5329d3bf0b080ca4c45879c95eddb55c70b80b82");
    private static readonly Key Sender = PrivateKey("2def0cb58ffcf83d1062dd085c8aceca7f4c0c3fd05912d847b61f3e54121f05");
    private static readonly byte[] RecipientPublic = Hex("1a478716d63cb2e16786ee93004486dc151e988b34b475043d3e0175bdb01c44");
    private static readonly byte[] SenderPublic = Hex("f0f4f9e96c54aeed3f323de8534fffd7e0577e4ce269896716bcb95643c8712b");
    private static readonly byte[] Info = "Ode on a Grecian Urn"u8.ToArray();
    private static readonly byte[] Text = "Beauty is truth, truth beauty"u8.ToArray();
    private static readonly byte[] AssociatedData = "Count-0"u8.ToArray();

    public static TheoryData<string> Sides => ["sender", "recipient"];

    [Fact]
    public void ThePublicKeysAreThoseOfTheStandard()
    {
        X25519Keys.PublicBytes(Ephemeral).Should().Equal(Hex(Encapsulation));
        X25519Keys.PublicBytes(Recipient).Should().Equal(RecipientPublic);
        X25519Keys.PublicBytes(Sender).Should().Equal(SenderPublic);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void BothSidesDeriveWhatTheStandardSays(string side)
    {
        var context = Setup(side);

        context.SharedSecret.Should().Equal(Hex("d2d67828c8bc9fa661cf15a31b3ebf1febe0cafef7abfaaca580aaf6d471e3eb"));
        context.ScheduleContext.Should().Equal(Hex(
            "02431df6cd95e11ff49d7013563baf7f11588c75a6611ee2a4404a49306ae4cfc5"
            + "b69c5718a60cc5876c358d3f7fc31ddb598503f67be58ea1e798c0bb19eb9796"));
        context.Secret.Should().Equal(Hex("3022dfc0a81d6e09a2e6daeeb605bb1ebb9ac49535540d9a4c6560064a6c6da8"));
        context.Key.Should().Equal(Hex("b071fd1136680600eb447a845a967d35e9db20749cdf9ce098bcc4deef4b1356"));
        context.BaseNonce.Should().Equal(Hex("d20577dff16d7cea2c4bf780"));
    }

    [Fact]
    public void TheFirstMessageIsSealedAsTheStandardSays() =>
        Setup("sender").Seal(AssociatedData, Text).Should().Equal(Hex(Ciphertext));

    [Fact]
    public void TheFirstMessageOfTheStandardIsOpened() =>
        Encoding.UTF8.GetString(Setup("recipient").TryOpen(AssociatedData, Hex(Ciphertext))!).Should().Be("Beauty is truth, truth beauty");

    [Fact]
    public void NothingIsAgreedWithAPointOfLowOrder()
    {
        HpkeAuth.SetupAuthS(Ephemeral, Sender, new byte[32], Info).Should().BeNull();
        HpkeAuth.SetupAuthR(new byte[32], Recipient, SenderPublic, Info).Should().BeNull();
        HpkeAuth.SetupAuthR(Hex(Encapsulation), Recipient, new byte[32], Info).Should().BeNull();
    }

    private static HpkeContext Setup(string side) => side == "sender"
        ? HpkeAuth.SetupAuthS(Ephemeral, Sender, RecipientPublic, Info)!
        : HpkeAuth.SetupAuthR(Hex(Encapsulation), Recipient, SenderPublic, Info)!;

    private static Key PrivateKey(string hex) => Key.Import(KeyAgreementAlgorithm.X25519, Hex(hex), KeyBlobFormat.RawPrivateKey);

    private static byte[] Hex(string hex) => Convert.FromHexString(hex);
}
