using System.Security.Cryptography;
using CsCheck;
using LanTalk.Protocol.Noise;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Noise;

public sealed class NoiseTests : IDisposable
{
    private readonly AgreementKey _serverKey = AgreementKey.Create();

    public void Dispose() => _serverKey.Dispose();

    [Fact]
    public void AClientThatHasAnotherKeyInMindIsNotAnswered()
    {
        using var other = AgreementKey.Create();
        using var client = new NoiseInitiator(other.PublicKey.Span, WebHandshake.Prologue.Span);

        Server().TryAnswer(client.TryBegin([]), []).Should().BeNull();
    }

    [Fact]
    public void AServerThatHasAnotherKeyIsNotBelieved()
    {
        using var other = AgreementKey.Create();
        using var client = new NoiseInitiator(_serverKey.PublicKey.Span, WebHandshake.Prologue.Span);
        using var toOther = new NoiseInitiator(other.PublicKey.Span, WebHandshake.Prologue.Span);
        client.TryBegin([]);
        var answer = new NoiseResponder(other, WebHandshake.Prologue).TryAnswer(toOther.TryBegin([]), [])!;

        client.TryFinish(answer.Message.Span, out _).Should().BeNull();
    }

    [Fact]
    public void EndsThatHoldDifferentThingsToBeSoDoNotMeet()
    {
        using var client = new NoiseInitiator(_serverKey.PublicKey.Span, "lantalk/4 web"u8);

        Server().TryAnswer(client.TryBegin([]), []).Should().BeNull();
    }

    [Fact]
    public void AServerKeyOfLowOrderIsNotSpokenTo()
    {
        using var client = new NoiseInitiator(new byte[AgreementKey.Length], WebHandshake.Prologue.Span);

        client.TryBegin([]).Should().BeNull();
    }

    [Fact]
    public void NoFirstMessageMakesTheServerFail() =>
        Gen.Byte.Array[0, 100].Sample(message => Server().TryAnswer(message, []) is null);

    [Fact]
    public void AMessageThatWasChangedOrComesTwiceIsNotOpened()
    {
        var (client, server) = Meet();
        var sealedBytes = Seal(client, "hello"u8);
        var changed = (byte[])[.. sealedBytes];
        changed[3] ^= 1;
        var opened = new byte[5];

        server.Receiving.TryOpen(changed, opened).Should().BeFalse();
        server.Receiving.TryOpen(sealedBytes, opened).Should().BeTrue();
        opened.Should().Equal("hello"u8.ToArray());
        server.Receiving.TryOpen(sealedBytes, opened).Should().BeFalse();
    }

    [Fact]
    public void AfterSixtyFiveThousandFiveHundredAndThirtySixMessagesTheKeyIsAnother()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var sending = new NoiseCipher(key);
        using var receiving = new NoiseCipher(key);
        using var first = new ChaCha20Poly1305(key);
        var (sealedBytes, opened) = (new byte[1 + NoiseCipher.TagLength], new byte[1]);
        for (var i = 0; i < NoiseCipher.MessagesPerKey; i++)
        {
            sending.Seal([7], sealedBytes);
            receiving.TryOpen(sealedBytes, opened).Should().BeTrue();
        }

        sending.Seal([8], sealedBytes);

        receiving.TryOpen(sealedBytes, opened).Should().BeTrue();
        opened.Should().Equal(8);
        FluentActions.Invoking(() => first.Decrypt([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], sealedBytes.AsSpan(0, 1), sealedBytes.AsSpan(1), opened))
            .Should().Throw<AuthenticationTagMismatchException>();

        // Section 4.2, written out.
        ReadOnlySpan<byte> zeros = new byte[32];
        var (next, tag) = (new byte[32], new byte[16]);
        first.Encrypt([0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255], zeros, next, tag);
        using var second = new ChaCha20Poly1305(next);
        second.Decrypt([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], sealedBytes.AsSpan(0, 1), sealedBytes.AsSpan(1), opened);
        opened.Should().Equal(8);
    }

    [Fact]
    public void TheBindingIsTheHashOfTheLabelledHandshakeHash()
    {
        var hash = RandomNumberGenerator.GetBytes(32);

        WebHandshake.BindingOf(hash).Should().Equal(SHA256.HashData([0, 0, 0, 15, .. "lantalk/3 noise"u8, 0, 0, 0, 32, .. hash]));
    }

    [Fact]
    public void WhatThePlatformSealsTheLibraryOpensAndTheOtherWayRound() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[12], Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 40]).Sample((key, nonce, plaintext, associated) =>
        {
            using var platform = new ChaChaPoly(key, usesPlatform: true);
            using var library = new ChaChaPoly(key, usesPlatform: false);
            return Passes(platform, library, nonce, plaintext, associated) && Passes(library, platform, nonce, plaintext, associated);
        });

    private static bool Passes(ChaChaPoly from, ChaChaPoly to, byte[] nonce, byte[] plaintext, byte[] associated)
    {
        var sealedBytes = new byte[plaintext.Length + ChaChaPoly.TagLength];
        from.Seal(nonce, plaintext, sealedBytes, associated);
        var opened = new byte[plaintext.Length];
        var isOpened = to.TryOpen(nonce, sealedBytes, opened, associated);
        sealedBytes[0] ^= 1;
        return isOpened && opened.AsSpan().SequenceEqual(plaintext) && !to.TryOpen(nonce, sealedBytes, opened, associated);
    }

    private static byte[] Seal(NoiseChannel channel, ReadOnlySpan<byte> text)
    {
        var sealedBytes = new byte[text.Length + NoiseCipher.TagLength];
        channel.Sending.Seal(text, sealedBytes);
        return sealedBytes;
    }

    private NoiseResponder Server() => new(_serverKey, WebHandshake.Prologue);

    private (NoiseChannel Client, NoiseChannel Server) Meet()
    {
        using var client = new NoiseInitiator(_serverKey.PublicKey.Span, WebHandshake.Prologue.Span);
        var answer = Server().TryAnswer(client.TryBegin([]), [])!;
        return (client.TryFinish(answer.Message.Span, out _)!, answer.Channel);
    }
}
