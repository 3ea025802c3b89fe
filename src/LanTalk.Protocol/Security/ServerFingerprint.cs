using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Security;

/// <summary>The SHA-256 of a server's certificate, by which clients recognise the server. Written as <c>SHA256:</c> and base64url.</summary>
public sealed record ServerFingerprint
{
    private const string Prefix = "SHA256:";
    private const int WordCount = 10;

    private ServerFingerprint(byte[] hash) => Hash = hash;

    /// <summary>The 32 bytes.</summary>
    public ReadOnlyMemory<byte> Hash { get; }

    /// <summary>The first 80 bits, to compare aloud.</summary>
    public string Words => SpokenWords.Of(Hash.Span[..WordCount]);

    /// <summary>The fingerprint of a certificate.</summary>
    /// <param name="der">The certificate's bytes, in DER.</param>
    public static ServerFingerprint Of(ReadOnlySpan<byte> der) => new(SHA256.HashData(der));

    /// <summary>Reads the form that <see cref="ToString"/> writes, with or without the prefix.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ServerFingerprint? fingerprint)
    {
        var digits = text.AsSpan();
        if (digits.StartsWith(Prefix))
        {
            digits = digits[Prefix.Length..];
        }

        fingerprint = Base64UrlText.Read(digits, SHA256.HashSizeInBytes) is { } hash ? new ServerFingerprint(hash) : null;
        return fingerprint is not null;
    }

    /// <inheritdoc/>
    public bool Equals(ServerFingerprint? other) => other is not null && Hash.Span.SequenceEqual(other.Hash.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Hash.Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Prefix + Base64UrlText.Write(Hash.Span);
}
