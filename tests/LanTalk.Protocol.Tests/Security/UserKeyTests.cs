using LanTalk.Protocol.Security;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace LanTalk.Protocol.Tests.Security;

public sealed class UserKeyTests
{
    private static readonly byte[] Seed = [.. Enumerable.Range(0, UserKey.SeedLength).Select(i => (byte)i)];

    [Fact]
    public void ASeedAlwaysGivesTheSameKey()
    {
        using var key = UserKey.FromSeed(Seed);
        using var again = UserKey.FromSeed(key.ExportSeed());

        again.Identity.Should().Be(key.Identity);
        key.Identity.FullForm.Should().Be("key:6MCv_CvJB1bh_kscN9di97fh9tBCoJAIcq2J_kXG6xE");
        key.Identity.ShortForm.Should().Be("kxrw-55bh-y964-6age");
    }

    [Fact]
    public void BothKeysAreDerivedFromTheSeedUnderTheirLabels()
    {
        using var key = UserKey.FromSeed(Seed);

        key.Identity.SigningKey.ToArray().Should().Equal(
            new Ed25519PrivateKeyParameters(Derive("lantalk/3 ed25519"u8)).GeneratePublicKey().GetEncoded());
        key.Identity.AgreementKey.ToArray().Should().Equal(
            new X25519PrivateKeyParameters(Derive("lantalk/3 x25519"u8)).GeneratePublicKey().GetEncoded());
    }

    [Fact]
    public void NoTwoNewKeysAreTheSame()
    {
        using var key = UserKey.Create();
        using var other = UserKey.Create();

        key.Identity.Should().NotBe(other.Identity);
        key.ExportSeed().Should().NotEqual(other.ExportSeed());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void ASeedOfAnotherLengthIsRefused(int length) =>
        FluentActions.Invoking(() => UserKey.FromSeed(new byte[length])).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void AnExportedSeedCanBeWipedWithoutHarm()
    {
        using var key = UserKey.FromSeed(Seed);

        Array.Clear(key.ExportSeed());

        key.ExportSeed().Should().Equal(Seed);
    }

    private static byte[] Derive(ReadOnlySpan<byte> label)
    {
        var hkdf = new HkdfBytesGenerator(new Sha256Digest());
        hkdf.Init(new HkdfParameters(Seed, [], label.ToArray()));
        var key = new byte[32];
        hkdf.GenerateBytes(key, 0, key.Length);
        return key;
    }
}
