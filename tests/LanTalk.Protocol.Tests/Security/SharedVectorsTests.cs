using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using LanTalk.Protocol.Noise;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using Org.BouncyCastle.Crypto.Agreement.Srp;
using Org.BouncyCastle.Math;

namespace LanTalk.Protocol.Tests.Security;

/// <summary>The vectors that the browser client is held to, too: <c>tests/vectors/security.json</c>.</summary>
public sealed class SharedVectorsTests
{
    private static readonly JsonNode Vectors =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "security.json")))!;

    public static TheoryData<string> Users => ["bob", "carol"];

    [Theory]
    [MemberData(nameof(Users))]
    public void ASeedMakesTheseKeys(string user)
    {
        using var key = KeyOf(user);
        var expected = Vectors["users"]![user]!;

        key.Identity.FullForm.Should().Be($"key:{expected["key"]}");
        key.Identity.AgreementKey.ToArray().Should().Equal(Bytes(expected["agreement_key"]));
        key.Identity.AgreementSignature.ToArray().Should().Equal(Bytes(expected["agreement_signature"]));
        key.Identity.ShortForm.Should().Be(Text(expected["short_form"]));
    }

    [Fact]
    public void TwoUsersSeeTheseWords()
    {
        using var bob = KeyOf("bob");
        using var carol = KeyOf("carol");

        SafetyWords.Between(bob.Identity, carol.Identity).Should().Be(Text(Vectors["safety_words"]));
    }

    [Fact]
    public void AFingerprintHasTheseWords()
    {
        ServerFingerprint.TryParse(Text(Vectors["fingerprint"]!["hash"]), out var fingerprint).Should().BeTrue();
        fingerprint!.Words.Should().Be(Text(Vectors["fingerprint"]!["words"]));
    }

    [Fact]
    public void WhatABrowserHasSealedIsOpened()
    {
        var message = Vectors["sealed"]!;
        using var sender = KeyOf(Text(message["from"]));
        using var recipient = KeyOf(Text(message["to"]));
        var sealedText = new SealedText(Bytes(message["enc"]), Bytes(message["sealed"]));

        PrivateSeal.TryOpen(recipient, sender.Identity, sealedText, Bytes(message["id"]))!.Text.Should().Be(Text(message["text"]));
    }

    [Fact]
    public void WhatABrowserHasSealedWithATextIsOpened()
    {
        var message = Vectors["sealed"]!;
        using var sender = KeyOf(Text(message["from"]));
        using var recipient = KeyOf(Text(message["to"]));
        var sealedText = new SealedText(Bytes(message["enc"]), Bytes(message["sealed"])) { Attachment = Bytes(message["sealed_attachment"]) };

        PrivateSeal.TryOpen(recipient, sender.Identity, sealedText, Bytes(message["id"]))!.Attachment.Should().Be(Text(message["attachment"]));
        SealedShare.TryParse(Text(message["attachment"]))!.Title.Should().Be("trip");
    }

    [Fact]
    public void ALoginIsSignedAndProvedLikeThis()
    {
        var login = Vectors["login"]!;
        using var bob = KeyOf(Text(login["user"]));
        var secret = PasswordSecret.Derive(Text(login["password"]), Bytes(login["salt"]));
        secret.Should().Equal(Bytes(login["secret"]));

        var server = new Server(SrpVerifier.FromSecret(secret, Bytes(login["salt"])), Bytes(login["server_private"]));
        SrpGroup.Write(server.GenerateServerCredentials()).Should().Equal(Bytes(login["b"]));
        var agreed = server.CalculateSecret(new BigInteger(1, Bytes(login["a"])));

        var transcript = TranscriptOf(login, bob);
        transcript.ChannelBinding.ToArray().Should().Equal(Bytes(login["binding"]));
        transcript.SignedBytes().Should().Equal(Bytes(login["signed"]));
        bob.Sign(transcript.SignedBytes()).Should().Equal(Bytes(login["signature"]));
        transcript.Hash().Should().Equal(Bytes(login["hash"]));
        var proofs = SrpProofs.Of(agreed, transcript.Hash());
        proofs.Client.Should().Equal(Bytes(login["client_proof"]));
        proofs.Server.Should().Equal(Bytes(login["server_proof"]));
    }

    [Fact]
    public void ACertificateSignsItsNoiseKeyLikeThis()
    {
        var identity = Vectors["identity"]!;
        using var certificate = X509CertificateLoader.LoadCertificate(Bytes(identity["certificate"]));
        using var key = certificate.GetECDsaPublicKey()!;
        var data = WebHandshake.SignedKey(Bytes(identity["noise_key"]));

        ServerFingerprint.Of(certificate.RawData).ToString().Should().Be($"SHA256:{identity["fingerprint"]}");
        key.VerifyData(data, Bytes(identity["noise_signature"]), HashAlgorithmName.SHA256).Should().BeTrue();
    }

    private static LoginTranscript TranscriptOf(JsonNode login, UserKey user) => new()
    {
        ChannelBinding = WebHandshake.BindingOf(Bytes(login["handshake_hash"])),
        Nonce = Bytes(login["nonce"]),
        UserName = Text(login["name"]),
        Identity = user.Identity,
        A = Bytes(login["a"]),
        Salt = Bytes(login["salt"]),
        B = Bytes(login["b"]),
    };

    private static UserKey KeyOf(string user) => UserKey.FromSeed(Bytes(Vectors["users"]![user]!["seed"]));

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? throw new JsonException("A vector is missing.");

    private static byte[] Bytes(JsonNode? node) => Base64UrlText.ReadUpTo(Text(node), 4096) ?? throw new JsonException("No base64url.");

    private sealed class Server : Srp6Server
    {
        private readonly BigInteger _private;

        public Server(SrpVerifier verifier, byte[] privateValue)
        {
            _private = new BigInteger(1, privateValue);
            Init(SrpGroup.Parameters, verifier.Value, SrpGroup.NewDigest(), random: null);
        }

        protected override BigInteger SelectPrivateValue() => _private;
    }
}
