using System.Buffers;
using System.Security.Cryptography;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Messages;

/// <summary>
/// A nonce, which a version 3 client gives to its messages: an acknowledgement repeats it, and a message sent twice with the same nonce is posted
/// once.
/// </summary>
public static class Nonce
{
    /// <summary>The longest one, in characters.</summary>
    public const int MaxLength = 32;

    private const int RandomBytes = 12;

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>A new one: 96 random bits, 16 characters.</summary>
    public static string Create() => Base64UrlText.Write(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Whether these bytes are a valid nonce: 1 to <see cref="MaxLength"/> characters of base64url.</summary>
    public static bool IsValid(ReadOnlySpan<byte> nonce) => nonce.Length is >= 1 and <= MaxLength && !nonce.ContainsAnyExcept(Alphabet);

    /// <inheritdoc cref="IsValid(ReadOnlySpan{byte})"/>
    public static bool IsValid(string nonce) =>
        nonce.Length is >= 1 and <= MaxLength && System.Text.Ascii.IsValid(nonce) && IsValid(System.Text.Encoding.ASCII.GetBytes(nonce));
}
