using System.Security.Cryptography;
using CsCheck;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class ServerFingerprintTests
{
    private const string Empty = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"; // of no bytes

    [Fact]
    public void AFingerprintIsTheHashOfTheCertificate()
    {
        var fingerprint = ServerFingerprint.Of([]);

        fingerprint.ToString().Should().Be("SHA256:" + Empty);
        fingerprint.Hash.ToArray().Should().Equal(SHA256.HashData([]));
        fingerprint.Words.Should().Be(SpokenWords.Of(fingerprint.Hash.Span[..10]));
    }

    [Fact]
    public void AFingerprintReadsBackWithAndWithoutItsPrefix() =>
        Gen.Byte.Array[0, 40].Sample(der =>
        {
            var fingerprint = ServerFingerprint.Of(der);
            return ServerFingerprint.TryParse(fingerprint.ToString(), out var read) && read == fingerprint
                && ServerFingerprint.TryParse(fingerprint.ToString()[7..], out read) && read == fingerprint
                && read.GetHashCode() == fingerprint.GetHashCode();
        });

    [Fact]
    public void TwoCertificatesHaveTwoFingerprints() => ServerFingerprint.Of("one"u8).Should().NotBe(ServerFingerprint.Of("two"u8));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SHA256:")]
    [InlineData("SHA1:" + Empty)]
    [InlineData("sha256:" + Empty)]
    [InlineData("SHA256:SHA256:" + Empty)]
    [InlineData(Empty + "=")]
    [InlineData(Empty + "A")]
    [InlineData(" " + Empty)]
    [InlineData("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    public void WhatIsNoFingerprintIsNotRead(string? text)
    {
        ServerFingerprint.TryParse(text, out var fingerprint).Should().BeFalse();
        fingerprint.Should().BeNull();
    }

    [Fact]
    public void NoTextMakesTheReaderThrow() =>
        Gen.String.Sample(text => !ServerFingerprint.TryParse(text, out _) && !ServerFingerprint.TryParse("SHA256:" + text, out _));
}
