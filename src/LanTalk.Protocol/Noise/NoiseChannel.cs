namespace LanTalk.Protocol.Noise;

/// <summary>The keys and the hash that each end has after a handshake.</summary>
/// <param name="Sending">Seals what this end sends.</param>
/// <param name="Receiving">Opens what the other end sends.</param>
/// <param name="HandshakeHash">32 bytes that both ends have from this handshake, and no other handshake has.</param>
public sealed record NoiseChannel(NoiseCipher Sending, NoiseCipher Receiving, ReadOnlyMemory<byte> HandshakeHash) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Sending.Dispose();
        Receiving.Dispose();
    }
}
