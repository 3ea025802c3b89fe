using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

/// <summary>
/// The knowledge of a false server: it answers with a <c>B</c> of its own making and keeps A, B, the salt, its private b and the client's proof. If B
/// is <c>k·v + g^b</c> with the verifier v of one guess, the proof shows whether that guess is right. Any other password gives the client a secret
/// <c>(B - k·g^x)^(a + u·x)</c> of a number whose logarithm the server does not know, so trying a word list afterwards confirms nothing: a login is
/// worth one guess. The server's arithmetic is written here anew, from RFC 5054, with other big integers.
/// </summary>
public sealed class SrpFalseServerTests
{
    private const string RealPassword = "sesame";

    private static readonly string[] Dictionary = ["123456", "password", RealPassword, "qwerty"];
    private static readonly byte[] Salt = [.. Enumerable.Range(1, PasswordSecret.SaltLength).Select(i => (byte)i)];
    private static readonly byte[] Transcript = SHA256.HashData("the false server's own certificate"u8);
    private static readonly BigInteger N = Number(SrpGroup.Parameters.N.ToByteArrayUnsigned());
    private static readonly BigInteger G = 5;
    private static readonly BigInteger K = Number(SHA256.HashData([.. Bytes(N), .. Bytes(G)]));

    [Fact]
    public void AGuessThatBWasMadeFromIsConfirmed() => ConfirmedBy(guess: RealPassword).Should().Equal(RealPassword);

    [Theory]
    [InlineData("123456")]
    [InlineData("qwerty")]
    [InlineData("not even in the list")]
    public void AWrongGuessConfirmsNoOtherWord(string guess) => ConfirmedBy(guess).Should().BeEmpty();

    [Fact]
    public void AValueMadeFromNoGuessConfirmsNoWord() => ConfirmedBy(guess: null).Should().BeEmpty();

    /// <summary>The words that match the proof of a client which was given a B made from <paramref name="guess"/>.</summary>
    private static IEnumerable<string> ConfirmedBy(string? guess)
    {
        var b = Number(RandomNumberGenerator.GetBytes(32));
        var made = ((guess is null ? 0 : K * Verifier(guess)) + BigInteger.ModPow(G, b, N)) % N;
        var client = new SrpClient();
        client.TryProveSecret(QuickSecret(RealPassword), Salt, Bytes(made), Transcript, out var proof).Should().BeTrue();

        var a = Number(client.A.Span);
        var u = Number(SHA256.HashData([.. client.A.Span, .. Bytes(made)]));
        return [.. Dictionary.Where(word => Proof(Secret(Verifier(word))).SequenceEqual(proof!))];

        BigInteger Secret(BigInteger verifier) => BigInteger.ModPow(a * BigInteger.ModPow(verifier, u, N), b, N);
    }

    private static byte[] Proof(BigInteger secret)
    {
        byte[] data = [.. "lantalk/3 client proof"u8, .. Transcript];
        return HMACSHA256.HashData(SHA256.HashData(Bytes(secret)), data);
    }

    private static BigInteger Verifier(string password)
    {
        var inner = SHA256.HashData([.. "lantalk:"u8, .. QuickSecret(password)]);
        return BigInteger.ModPow(G, Number(SHA256.HashData([.. Salt, .. inner])), N);
    }

    /// <summary>A quick stand-in for the slow secret.</summary>
    private static byte[] QuickSecret(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number)
    {
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[384 - digits.Length], .. digits];
    }
}
