using System.Net;
using System.Security.Cryptography;
using System.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;

namespace LanTalk.Server.Web;

/// <summary>The only page for browsers: what this is, how to join, and which server it is.</summary>
internal sealed class WelcomePage(LanTalkServerOptions options, ServerIdentity identity)
{
    private const string Style =
        "body{font:1.1em/1.5 system-ui,sans-serif;max-width:36em;margin:3em auto;padding:0 1em;color-scheme:light dark}"
        + "code{overflow-wrap:anywhere}";

    /// <summary>Allows a browser to show the page in this style, and nothing else.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page, in UTF-8.</summary>
    /// <param name="here">The address at which the visitor reached the server.</param>
    public byte[] Write(IPEndPoint here)
    {
        var name = WebUtility.HtmlEncode(options.Name);
        var html = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{name} – LanTalk</title>
            <style>{Style}</style>
            </head>
            <body>
            <h1>{name}</h1>
            <p>This is a LanTalk server: a chat for the people on this network, without account, internet or cloud.</p>
            <p>It is joined from a terminal, with the tool <code>lantalk</code>:</p>
            <pre><code>lantalk join {WebUtility.HtmlEncode(here.ToString())}</code></pre>
            <p>To be sure that it is this server you join, compare these words with those your tool shows:</p>
            <p><strong>{identity.Fingerprint.Words}</strong></p>
            <p>In full: <code>{identity.Fingerprint}</code></p>
            </body>
            </html>

            """;
        return Encoding.UTF8.GetBytes(html);
    }
}
