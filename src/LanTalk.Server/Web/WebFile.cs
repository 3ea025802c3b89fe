namespace LanTalk.Server.Web;

/// <summary>A file of the page, in each form in which a browser may take it.</summary>
internal sealed class WebFile
{
    private readonly Lazy<byte[]> _gzip;
    private readonly Lazy<byte[]> _brotli;

    /// <param name="name">Its name, which has a hash of what is in it unless it is the page itself.</param>
    /// <param name="content">What is in it.</param>
    public WebFile(string name, byte[] content)
    {
        (Name, Content) = (name, content);
        _gzip = new Lazy<byte[]>(() => Compression.Gzip(content));
        _brotli = new Lazy<byte[]>(() => Compression.Brotli(content));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What is in it.</summary>
    public byte[] Content { get; }

    /// <summary>What kind of file it is; null if none that a page is made of.</summary>
    public string? ContentType => Path.GetExtension(Name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".webmanifest" => "application/manifest+json",
        ".json" => "application/json",
        ".wasm" => "application/wasm",
        _ => null,
    };

    /// <summary>Picks the smallest form that a browser takes.</summary>
    /// <param name="accepted">Its header Accept-Encoding.</param>
    public (byte[] Bytes, string? Encoding) For(string accepted)
    {
        var encodings = accepted.Split(',', StringSplitOptions.TrimEntries);
        return encodings.Contains("br") ? (_brotli.Value, "br") : encodings.Contains("gzip") ? (_gzip.Value, "gzip") : (Content, null);
    }
}
