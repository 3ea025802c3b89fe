using System.Text;
using LanTalk.Protocol.Security;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace LanTalk.Protocol.Tests.Security;

public sealed class PasswordSecretTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, PasswordSecret.SaltLength).Select(i => (byte)i)];

    [Fact]
    public void ASecretIsArgon2idWithTheCostsOfTheProtocol()
    {
        var other = new Argon2BytesGenerator();
        other.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
            .WithVersion(Argon2Parameters.Version13).WithMemoryAsKB(64 * 1024).WithIterations(3).WithParallelism(1).WithSalt(Salt).Build());
        var expected = new byte[PasswordSecret.Length];
        other.GenerateBytes(Encoding.UTF8.GetBytes("pässwörd 👋"), expected);

        PasswordSecret.Derive("pässwörd 👋", Salt).Should().Equal(expected);
    }

    [Fact]
    public void APasswordThatIsTooLongIsNotDerived()
    {
        PasswordSecret.IsAllowed(new string('é', 512)).Should().BeTrue();
        PasswordSecret.IsAllowed(new string('é', 513)).Should().BeFalse();
        FluentActions.Invoking(() => PasswordSecret.Derive(new string('x', 1025), Salt)).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void ASaltOfAnotherLengthIsRefused(int length) =>
        FluentActions.Invoking(() => PasswordSecret.Derive("sesame", new byte[length])).Should().Throw<ArgumentException>();
}
