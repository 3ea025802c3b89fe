using System.Security.Cryptography;

namespace LanTalk.Protocol.Security;

/// <summary>The labelled HKDF-SHA256 of HPKE (RFC 9180, section 4). The suite identifies the part of HPKE that uses it.</summary>
internal sealed class HpkeKdf(byte[] suite)
{
    private const int HashLength = SHA256.HashSizeInBytes;

    public byte[] Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> input)
    {
        var key = new byte[HashLength];
        HKDF.Extract(HashAlgorithmName.SHA256, [.. "HPKE-v1"u8, .. suite, .. label, .. input], salt, key);
        return key;
    }

    /// <param name="key">A key that <see cref="Extract"/> made.</param>
    /// <param name="label">The purpose of the result.</param>
    /// <param name="info">Its other input.</param>
    /// <param name="length">Its length in bytes, less than 256.</param>
    public byte[] Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, int length)
    {
        var output = new byte[length];
        HKDF.Expand(HashAlgorithmName.SHA256, key, output, [0, checked((byte)length), .. "HPKE-v1"u8, .. suite, .. label, .. info]);
        return output;
    }
}
