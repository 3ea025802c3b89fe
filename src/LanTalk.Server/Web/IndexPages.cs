using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LanTalk.Server.Configuration;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LanTalk.Server.Web;

/// <summary>
/// The page itself in each language, with this server's name filled in. It contains the join form, so that a name can be typed before any script runs.
/// </summary>
internal sealed class IndexPages(WebFiles files, LanTalkServerOptions options)
{
    /// <summary>The build's placeholder for the server's name.</summary>
    private const string ServerName = "{{server}}";

    private const string DefaultLanguage = "en";

    private readonly ConcurrentDictionary<string, WebFile> _byLanguage = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The page in the first of a browser's languages that is available, otherwise in English.</summary>
    /// <param name="acceptedLanguages">The browser's header Accept-Language (RFC 9110, section 12.5.4).</param>
    public WebFile For(StringValues acceptedLanguages)
    {
        if (StringWithQualityHeaderValue.TryParseList(acceptedLanguages, out var wanted))
        {
            foreach (var tag in wanted.Where(tag => tag.Quality is not 0).OrderByDescending(tag => tag.Quality ?? 1))
            {
                if (Find(PrimaryOf(tag.Value.ToString())) is { } page)
                {
                    return page;
                }
            }
        }

        return Find(DefaultLanguage) ?? throw new InvalidOperationException("The page was not built into this program.");
    }

    private WebFile? Find(string language) =>
        _byLanguage.TryGetValue(language, out var page) ? page
        : files.FindPage(options.NeedsPassword, language) is { } template ? _byLanguage.GetOrAdd(language, Fill(template))
        : null;

    private WebFile Fill(WebFile template)
    {
        var text = Encoding.UTF8.GetString(template.For(acceptedEncodings: "").Bytes);
        var content = Encoding.UTF8.GetBytes(text.Replace(ServerName, WebUtility.HtmlEncode(options.Name), StringComparison.Ordinal));
        return new WebFile(template.Name, content)
        {
            ScriptHash = HashOf("script", text),
            StyleHash = HashOf("style", text),
            Gzip = Compress(content, packed => new GZipStream(packed, CompressionLevel.SmallestSize)),
            Brotli = Compress(content, packed => new BrotliStream(packed, CompressionLevel.SmallestSize)),
        };
    }

    /// <summary>The hash of the first element's content, as a source of the policy.</summary>
    private static string HashOf(string element, string page)
    {
        var start = page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var content = page[start..page.IndexOf($"</{element}>", start, StringComparison.Ordinal)];
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
    }

    private static byte[] Compress(byte[] content, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var packing = open(packed))
        {
            packing.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>The language without script and region (RFC 5646, section 2.2.1).</summary>
    private static string PrimaryOf(string tag) => tag.Split('-', 2)[0];
}
