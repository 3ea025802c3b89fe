using System.Collections.Frozen;
using System.Reflection;

namespace LanTalk.Server.Web;

/// <summary>The files that the page is made of, as they were built into the program.</summary>
internal sealed class WebFiles
{
    /// <summary>Before the name of each in the program's resources.</summary>
    private const string Prefix = "web/";

    /// <summary>The suffix of the page itself, which is there for each language.</summary>
    private const string PageSuffix = ".html";

    private readonly FrozenDictionary<string, WebFile> _byName;

    public WebFiles()
        : this(ReadResources())
    {
    }

    internal WebFiles(IEnumerable<WebFile> files) =>
        _byName = files.ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);

    /// <summary>The part of the page at a path; null if there is none.</summary>
    public WebFile? Find(string path) =>
        path.StartsWith('/') && !path.EndsWith(PageSuffix, StringComparison.Ordinal) ? _byName.GetValueOrDefault(path[1..]) : null;

    /// <summary>The page in a language, as the template that <see cref="IndexPages"/> fills; null if there is none.</summary>
    /// <param name="asksPassword">Whether it asks for a password.</param>
    /// <param name="language">The language (RFC 5646).</param>
    public WebFile? FindPage(bool asksPassword, string language) =>
        _byName.GetValueOrDefault($"{(asksPassword ? "password" : "index")}.{language.ToLowerInvariant()}{PageSuffix}");

    private static IEnumerable<WebFile> ReadResources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var forms = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            forms[resource[Prefix.Length..]] = content;
        }

        return forms
            .Where(form => Path.GetExtension(form.Key) is not (WebFile.GzipSuffix or WebFile.BrotliSuffix))
            .Select(form => new WebFile(form.Key, form.Value)
            {
                Gzip = forms.GetValueOrDefault(form.Key + WebFile.GzipSuffix),
                Brotli = forms.GetValueOrDefault(form.Key + WebFile.BrotliSuffix),
            });
    }
}
