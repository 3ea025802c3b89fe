namespace LanTalk.Server.Web;

/// <summary>A file of the page, in each form in which a browser may take it.</summary>
/// <param name="name">Its name, which has a hash of what is in it unless it is the page itself.</param>
/// <param name="content">What is in it.</param>
internal sealed class WebFile(string name, byte[] content)
{
    /// <summary>The suffix of a compressed form's name; the forms are made when the page is built.</summary>
    public const string GzipSuffix = ".gz";

    /// <inheritdoc cref="GzipSuffix"/>
    public const string BrotliSuffix = ".br";

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its compressed content; null if there is no such form.</summary>
    public byte[]? Gzip { get; init; }

    /// <inheritdoc cref="Gzip"/>
    public byte[]? Brotli { get; init; }

    /// <summary>The hash of the script inside it, as the policy names it (CSP Level 3, section 2.3.1); null if there is none.</summary>
    public string? ScriptHash { get; init; }

    /// <summary>The same for the style sheet inside it.</summary>
    public string? StyleHash { get; init; }

    /// <summary>Its media type; null if a page has no such files.</summary>
    public string? ContentType => Path.GetExtension(Name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".webmanifest" => "application/manifest+json",
        ".json" => "application/json",
        _ => null,
    };

    /// <summary>Picks the smallest form that a browser takes.</summary>
    /// <param name="acceptedEncodings">Its header Accept-Encoding.</param>
    public (byte[] Bytes, string? Encoding) For(string acceptedEncodings)
    {
        var encodings = acceptedEncodings.Split(',', StringSplitOptions.TrimEntries);
        return Brotli is not null && encodings.Contains("br") ? (Brotli, "br")
            : Gzip is not null && encodings.Contains("gzip") ? (Gzip, "gzip")
            : (content, null);
    }
}
