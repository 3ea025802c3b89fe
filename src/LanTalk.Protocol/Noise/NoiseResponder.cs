using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Noise;

/// <summary>The server's side of handshakes: what it keeps for all of them is its static key.</summary>
/// <param name="key">The static key; stays the caller's.</param>
/// <param name="prologue">What both ends hold to be so.</param>
public sealed class NoiseResponder(AgreementKey key, ReadOnlyMemory<byte> prologue)
{
    /// <summary>Reads the client's message and answers it.</summary>
    /// <param name="message">The client's message.</param>
    /// <param name="payload">What the answer carries besides.</param>
    /// <returns>Null if the message is not whole, or is not for this server.</returns>
    public NoiseAnswer? TryAnswer(ReadOnlySpan<byte> message, ReadOnlySpan<byte> payload)
    {
        using var ephemeral = AgreementKey.Create();
        return TryAnswer(message, payload, ephemeral);
    }

    internal NoiseAnswer? TryAnswer(ReadOnlySpan<byte> message, ReadOnlySpan<byte> payload, AgreementKey ephemeral)
    {
        if (message.Length < AgreementKey.Length)
        {
            return null;
        }

        using var handshake = new NoiseHandshake(prologue.Span, key.PublicKey.Span);

        // -> e, es
        var clientKey = message[..AgreementKey.Length];
        handshake.MixHash(clientKey);
        if (key.Agree(clientKey) is not { } withStatic || ephemeral.Agree(clientKey) is not { } withEphemeral)
        {
            return null;
        }

        handshake.MixKey(withStatic);
        if (handshake.OpenAndHash(message[AgreementKey.Length..]) is not { } received)
        {
            return null;
        }

        // <- e, ee
        handshake.MixHash(ephemeral.PublicKey.Span);
        handshake.MixKey(withEphemeral);
        byte[] answer = [.. ephemeral.PublicKey.Span, .. handshake.SealAndHash(payload)];
        var (client, server) = handshake.Split();
        return new NoiseAnswer(received, answer, new NoiseChannel(server, client, handshake.Hash));
    }
}
