using System.Net;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace LanTalk.Server.Web;

/// <summary>The answer to a request.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">The media type of the body; null if there is none.</param>
internal sealed record WebAnswer(HttpStatusCode Status, byte[] Body, string? ContentType)
{
    /// <summary>How <see cref="Body"/> is compressed; null if it is not.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Whether a browser may keep it for good: then its address changes when it does.</summary>
    public bool IsImmutable { get; init; }

    /// <summary>The Content-Security-Policy: the strictest unless it is a page.</summary>
    public string ContentSecurityPolicy { get; init; } = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>An answer in words.</summary>
    public static WebAnswer Text(HttpStatusCode status, string text) => new(status, Encoding.UTF8.GetBytes(text + "\n"), "text/plain; charset=utf-8");

    /// <summary>All headers of the answer.</summary>
    public IEnumerable<(string Name, StringValues Value)> Headers()
    {
        if (ContentType is not null)
        {
            yield return ("Content-Type", ContentType);
        }

        if (ContentEncoding is not null)
        {
            yield return ("Content-Encoding", ContentEncoding);
        }

        if (IsImmutable)
        {
            yield return ("Vary", "Accept-Encoding");
        }

        yield return ("Cache-Control", IsImmutable ? "public, max-age=31536000, immutable" : "no-store");
        yield return ("Content-Security-Policy", ContentSecurityPolicy);
        yield return ("Cross-Origin-Resource-Policy", "same-origin");
        yield return ("Referrer-Policy", "no-referrer");
        yield return ("X-Content-Type-Options", "nosniff");
    }
}
