using System.Security.Cryptography;
using System.Text;
using CsCheck;
using LanTalk.Protocol.Security;
using Org.BouncyCastle.Math;

namespace LanTalk.Protocol.Tests.Security;

public sealed class SrpTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, PasswordSecret.SaltLength).Select(i => (byte)i)];
    private static readonly byte[] Transcript = SHA256.HashData("the login that both ends see"u8);

    public static TheoryData<string> BadPublicValues => ["0", "N", "N + 1", "2N", "2^3072 - 1", "short", "long", "nothing"];

    [Fact]
    public void WithTheRightPasswordBothEndsProveIt()
    {
        var verifier = SrpVerifier.Create("sesame");
        var client = new SrpClient();
        var server = SrpServer.TryStart(verifier, client.A.Span)!;

        client.TryProve("sesame", verifier.Salt.Span, server.B.Span, Transcript, out var clientProof).Should().BeTrue();
        server.TryAccept(clientProof, Transcript, out var serverProof).Should().BeTrue();
        client.IsServerProof(serverProof).Should().BeTrue();
    }

    [Fact]
    public void WithAWrongPasswordTheServerGivesNothing()
    {
        var (client, server) = Start(serverPassword: "sesame");

        client.TryProveSecret(Secret("Sesame"), Salt, server.B.Span, Transcript, out var clientProof).Should().BeTrue();
        server.TryAccept(clientProof, Transcript, out var serverProof).Should().BeFalse();
        serverProof.Should().BeNull();
    }

    [Fact]
    public void AServerWithAnotherVerifierCannotAnswer()
    {
        var (client, server) = Start(serverPassword: "another");
        client.TryProveSecret(Secret("sesame"), Salt, server.B.Span, Transcript, out _).Should().BeTrue();

        var own = new SrpClient();
        own.TryProveSecret(Secret("another"), Salt, server.B.Span, Transcript, out var ownProof).Should().BeTrue();

        client.IsServerProof(ownProof).Should().BeFalse();
        client.IsServerProof([]).Should().BeFalse();
        Gen.Byte.Array[32].Sample(proof => !client.IsServerProof(proof));
    }

    [Fact]
    public void NothingIsTheServersProofBeforeTheClientsOwn() =>
        Gen.Byte.Array[0, 40].Sample(proof => !new SrpClient().IsServerProof(proof), iter: 5);

    [Fact]
    public void AClientsProofReflectedIsNotTheServers()
    {
        var (client, server) = Start("sesame");
        client.TryProveSecret(Secret("sesame"), Salt, server.B.Span, Transcript, out var clientProof).Should().BeTrue();

        client.IsServerProof(clientProof).Should().BeFalse();
    }

    [Fact]
    public void AProofThatIsRelayedToAnotherConnectionIsRefused()
    {
        // Mallory passes everything on between Bob and the server. Bob sees Mallory's certificate, and his transcript says so.
        var seenByBob = SHA256.HashData("with Mallory's certificate"u8);
        var (client, server) = Start("sesame");

        client.TryProveSecret(Secret("sesame"), Salt, server.B.Span, seenByBob, out var clientProof).Should().BeTrue();

        server.TryAccept(clientProof, Transcript, out _).Should().BeFalse();
    }

    [Fact]
    public void BothProofsCoverTheTranscript()
    {
        var secret = new BigInteger("42");
        var here = SrpProofs.Of(secret, Transcript);
        var elsewhere = SrpProofs.Of(secret, SHA256.HashData("elsewhere"u8));

        elsewhere.Client.Should().NotEqual(here.Client);
        elsewhere.Server.Should().NotEqual(here.Server);
    }

    [Fact]
    public void ALoginIsForOneTryOnly()
    {
        var (client, server) = Start("sesame");
        client.TryProveSecret(Secret("sesame"), Salt, server.B.Span, Transcript, out var clientProof).Should().BeTrue();

        server.TryAccept(new byte[32], Transcript, out _).Should().BeFalse();
        server.TryAccept(clientProof, Transcript, out _).Should().BeFalse();
        FluentActions.Invoking(() => client.TryProveSecret(Secret("sesame"), Salt, server.B.Span, Transcript, out _))
            .Should().Throw<InvalidOperationException>();
    }

    [Theory]
    [MemberData(nameof(BadPublicValues))]
    public void APublicValueThatWouldFixTheSecretIsRefused(string value)
    {
        SrpServer.TryStart(Verifier("sesame"), PublicValue(value)).Should().BeNull();
        new SrpClient().TryProve("sesame", Salt, PublicValue(value), Transcript, out var clientProof).Should().BeFalse();
        clientProof.Should().BeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void ASaltOfAnotherLengthIsRefused(int length) =>
        new SrpClient().TryProve("sesame", new byte[length], Start("sesame").Server.B.Span, Transcript, out _).Should().BeFalse();

    [Fact]
    public void APasswordThatIsTooLongIsWrongWithoutBeingDerived()
    {
        Verifier("sesame").Matches(new string('x', 1025)).Should().BeFalse();
        new SrpClient().TryProve(new string('x', 1025), Salt, Start("sesame").Server.B.Span, Transcript, out _).Should().BeFalse();
    }

    [Fact]
    public void APasswordInTheClearIsCompared()
    {
        var verifier = SrpVerifier.Create("sesame");

        verifier.Matches("sesame").Should().BeTrue();
        verifier.Matches("sesame ").Should().BeFalse();
    }

    [Fact]
    public void NoBytesMakeAnEndThrow()
    {
        var verifier = Verifier("sesame");
        var anyValue = Gen.OneOf(Gen.Byte.Array[0, 400], Gen.Byte.Array[384]);
        Gen.Select(anyValue, Gen.Byte.Array[0, 40]).Sample(
            (value, proof) =>
            {
                var accepted = SrpServer.TryStart(verifier, value)?.TryAccept(proof, Transcript, out _) ?? false;
                new SrpClient().TryProveSecret(Secret("sesame"), Salt, value, Transcript, out _);
                return !accepted;
            },
            iter: 20);
    }

    private static (SrpClient Client, SrpServer Server) Start(string serverPassword)
    {
        var client = new SrpClient();
        return (client, SrpServer.TryStart(Verifier(serverPassword), client.A.Span)!);
    }

    private static SrpVerifier Verifier(string password) => SrpVerifier.FromSecret(Secret(password), Salt);

    /// <summary>A quick stand-in for the slow secret.</summary>
    private static byte[] Secret(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));

    private static byte[] PublicValue(string name)
    {
        var n = SrpGroup.Parameters.N;
        return name switch
        {
            "0" => new byte[384],
            "N" => n.ToByteArrayUnsigned(),
            "N + 1" => n.Add(BigInteger.One).ToByteArrayUnsigned(),
            "2N" => n.ShiftLeft(1).ToByteArrayUnsigned(),
            "2^3072 - 1" => [.. Enumerable.Repeat((byte)0xff, 384)],
            "short" => [.. Enumerable.Repeat((byte)1, 383)],
            "long" => [0, .. Enumerable.Repeat((byte)1, 384)],
            _ => [],
        };
    }
}
