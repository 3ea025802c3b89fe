using System.Text.Json.Serialization;

namespace LanTalk.Protocol.Shares;

/// <summary>A file of a share, or an empty directory.</summary>
/// <param name="Path">Where it belongs below the directory it goes to, with <c>/</c> between its parts; of a directory, it ends in <c>/</c>.</param>
[JsonConverter(typeof(ManifestFileConverter))]
public sealed record ManifestFile(string Path)
{
    /// <summary>Its length in bytes; 0 for a directory.</summary>
    public long Size { get; init; }

    /// <summary>When it was last changed, in milliseconds since 1970, UTC; null if that is not known.</summary>
    public long? Modified { get; init; }

    /// <summary>Its media type as the sender guesses it; null if it does not.</summary>
    public string? Type { get; init; }

    /// <summary>Whether it is an empty directory.</summary>
    public bool IsDirectory => Path.EndsWith('/');
}
