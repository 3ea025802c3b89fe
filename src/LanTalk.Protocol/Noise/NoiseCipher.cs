using System.Buffers.Binary;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Noise;

/// <summary>
/// The CipherState of Noise (section 5.1): the key and the counter of one direction. After each 65,536 messages the key is replaced. Used by
/// one thread at a time.
/// </summary>
public sealed class NoiseCipher : IDisposable
{
    /// <summary>The length of the tag, in bytes: a sealed message is longer than its content by this much.</summary>
    public const int TagLength = ChaChaPoly.TagLength;

    /// <summary>The longest message of Noise, sealed.</summary>
    public const int MaxSealedLength = 65_535;

    /// <summary>How many messages are sealed with one key.</summary>
    internal const int MessagesPerKey = 65_536;

    private ChaChaPoly _cipher;
    private ulong _counter;

    internal NoiseCipher(ReadOnlySpan<byte> key) => _cipher = new ChaChaPoly(key);

    /// <summary>Seals the next message.</summary>
    /// <param name="plaintext">What is in it.</param>
    /// <param name="sealedBytes">Takes the message; longer by <see cref="TagLength"/>.</param>
    public void Seal(ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes) => Seal(plaintext, sealedBytes, associated: []);

    /// <summary>Opens the next message. False if it is not that, as it was sealed: then the connection is of no further use.</summary>
    /// <param name="sealedBytes">The message.</param>
    /// <param name="plaintext">Takes what is in it; shorter by <see cref="TagLength"/>.</param>
    public bool TryOpen(ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext) => TryOpen(sealedBytes, plaintext, associated: []);

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    internal void Seal(ReadOnlySpan<byte> plaintext, Span<byte> sealedBytes, ReadOnlySpan<byte> associated)
    {
        _cipher.Seal(Nonce(stackalloc byte[ChaChaPoly.NonceLength], _counter), plaintext, sealedBytes, associated);
        Count();
    }

    internal bool TryOpen(ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext, ReadOnlySpan<byte> associated)
    {
        if (!_cipher.TryOpen(Nonce(stackalloc byte[ChaChaPoly.NonceLength], _counter), sealedBytes, plaintext, associated))
        {
            return false;
        }

        Count();
        return true;
    }

    private static ReadOnlySpan<byte> Nonce(Span<byte> nonce, ulong counter)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[(ChaChaPoly.NonceLength - sizeof(ulong))..], counter);
        return nonce;
    }

    private void Count()
    {
        if (++_counter % MessagesPerKey == 0)
        {
            Rekey();
        }
    }

    /// <summary>REKEY of the specification (section 4.2): what the old key makes of zeros under the last nonce, which no message has.</summary>
    private void Rekey()
    {
        Span<byte> key = stackalloc byte[ChaChaPoly.KeyLength + TagLength];
        _cipher.Seal(Nonce(stackalloc byte[ChaChaPoly.NonceLength], ulong.MaxValue), new byte[ChaChaPoly.KeyLength], key, associated: []);
        _cipher.Dispose();
        _cipher = new ChaChaPoly(key[..ChaChaPoly.KeyLength]);
        key.Clear();
    }
}
