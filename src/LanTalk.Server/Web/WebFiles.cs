using System.Collections.Frozen;
using System.Reflection;

namespace LanTalk.Server.Web;

/// <summary>The files that the page is made of, as they were built into the program.</summary>
internal sealed class WebFiles
{
    /// <summary>Before the name of each in the program's resources.</summary>
    private const string Prefix = "web/";

    /// <summary>The page itself.</summary>
    private const string Index = "index.html";

    private readonly FrozenDictionary<string, WebFile> _byPath;

    public WebFiles()
        : this(ReadResources())
    {
    }

    internal WebFiles(IEnumerable<WebFile> files) =>
        _byPath = files.ToFrozenDictionary(file => file.Name == Index ? "/" : $"/{file.Name}", StringComparer.Ordinal);

    /// <summary>The file at a path; null if there is none.</summary>
    public WebFile? Find(string path) => _byPath.GetValueOrDefault(path);

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
