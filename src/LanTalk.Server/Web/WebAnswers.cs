using System.Net;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using Microsoft.Extensions.Primitives;

namespace LanTalk.Server.Web;

/// <summary>Everything that browsers can get: the files of the page, and the card of the server.</summary>
internal sealed class WebAnswers(WebFiles files, IndexPages pages, LanTalkServerOptions options, ServerIdentity identity)
{
    /// <summary>The path of the server's card.</summary>
    private const string CardPath = "/identity";

    private const string PagePath = "/";

    /// <summary>The beginning of the worker's name. Only the worker, which derives keys from passwords, may compile WebAssembly.</summary>
    private const string WorkerPrefix = "argon2.";

    private readonly byte[] _card = ServerCard.Write(options, identity);

    /// <summary>Answers a request for a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="acceptedEncodings">The browser's header Accept-Encoding.</param>
    /// <param name="acceptedLanguages">The browser's header Accept-Language.</param>
    /// <param name="host">The browser's header Host.</param>
    public WebAnswer Answer(string path, string acceptedEncodings, StringValues acceptedLanguages, string host)
    {
        if (path == CardPath)
        {
            return new WebAnswer(HttpStatusCode.OK, _card, "application/json");
        }

        if ((path == PagePath ? pages.For(acceptedLanguages) : files.Find(path)) is not { ContentType: { } contentType } file)
        {
            return WebAnswer.Text(HttpStatusCode.NotFound, "There is nothing here. The chat's page is at / .");
        }

        var (bytes, encoding) = file.For(acceptedEncodings);
        return new WebAnswer(HttpStatusCode.OK, bytes, contentType)
        {
            ContentEncoding = encoding,
            IsImmutable = path != PagePath,
            ContentSecurityPolicy = PolicyFor(file, host),
        };
    }

    /// <summary>
    /// Scripts, styles and pictures of this server, connections to it, what the page itself has made (blobs: the pictures, sounds and films that
    /// users share, as their bytes say), and nothing else. The host is named because not every browser counts a
    /// WebSocket to it as <c>'self'</c>.
    /// </summary>
    private static string PolicyFor(WebFile file, string host)
    {
        var scripts = Sources("'self'", file.ScriptHash, file.Name.StartsWith(WorkerPrefix, StringComparison.Ordinal) ? "'wasm-unsafe-eval'" : null);
        return $"default-src 'none'; script-src {scripts}; style-src {Sources("'self'", file.StyleHash)}; img-src 'self' blob:; media-src blob:; "
            + $"connect-src 'self' ws://{host} wss://{host}; worker-src 'self'; manifest-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lantalk";
    }

    private static string Sources(params IEnumerable<string?> sources) => string.Join(' ', sources.Where(source => source is not null));
}
