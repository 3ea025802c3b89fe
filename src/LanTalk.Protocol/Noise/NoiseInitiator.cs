using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Noise;

/// <summary>The client's side of one handshake.</summary>
public sealed class NoiseInitiator : IDisposable
{
    private readonly AgreementKey _ephemeral;
    private readonly NoiseHandshake _handshake;
    private readonly byte[] _serverKey;

    /// <param name="serverKey">The server's static key, which is known to be its own.</param>
    /// <param name="prologue">What both ends hold to be so.</param>
    public NoiseInitiator(ReadOnlySpan<byte> serverKey, ReadOnlySpan<byte> prologue)
        : this(serverKey, prologue, AgreementKey.Create())
    {
    }

    internal NoiseInitiator(ReadOnlySpan<byte> serverKey, ReadOnlySpan<byte> prologue, AgreementKey ephemeral)
    {
        (_serverKey, _ephemeral) = (serverKey.ToArray(), ephemeral);
        _handshake = new NoiseHandshake(prologue, serverKey);
    }

    /// <summary>The first message; null if the server's key is no usable one. Called once.</summary>
    /// <param name="payload">What it carries besides.</param>
    public byte[]? TryBegin(ReadOnlySpan<byte> payload)
    {
        // -> e, es
        _handshake.MixHash(_ephemeral.PublicKey.Span);
        if (_ephemeral.Agree(_serverKey) is not { } secret)
        {
            return null;
        }

        _handshake.MixKey(secret);
        return [.. _ephemeral.PublicKey.Span, .. _handshake.SealAndHash(payload)];
    }

    /// <summary>Reads the server's answer; null if it is not from the server that has the key.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="received">What it carried.</param>
    public NoiseChannel? TryFinish(ReadOnlySpan<byte> answer, out byte[] received)
    {
        received = [];
        if (answer.Length < AgreementKey.Length)
        {
            return null;
        }

        // <- e, ee
        var serverEphemeral = answer[..AgreementKey.Length];
        _handshake.MixHash(serverEphemeral);
        if (_ephemeral.Agree(serverEphemeral) is not { } secret)
        {
            return null;
        }

        _handshake.MixKey(secret);
        if (_handshake.OpenAndHash(answer[AgreementKey.Length..]) is not { } payload)
        {
            return null;
        }

        received = payload;
        var (client, server) = _handshake.Split();
        return new NoiseChannel(client, server, _handshake.Hash);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _handshake.Dispose();
        _ephemeral.Dispose();
    }
}
