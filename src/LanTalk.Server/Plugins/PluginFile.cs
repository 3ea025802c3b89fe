using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Files;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Programs;

namespace LanTalk.Server.Plugins;

/// <summary>The file <c>plugins.json</c> of a data directory: the plug-ins that the operator has added. The server only reads it.</summary>
/// <param name="directory">The data directory.</param>
public sealed class PluginFile(string directory)
{
    private const int MinHook = 16;
    private const string Remedy = "Mend the file, or write [] into it for no plug-ins; it was left as it is.";

    private static readonly PluginFileContext Context = new(new JsonSerializerOptions(PluginFileContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Its path.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, "plugins.json");

    /// <summary>Differs whenever the file has changed; null if there is no file.</summary>
    internal (DateTime WrittenAt, long Length)? Stamp
    {
        get
        {
            var info = new FileInfo(Path);
            return info.Exists ? (info.LastWriteTimeUtc, info.Length) : null;
        }
    }

    /// <summary>The directory in which a plug-in runs.</summary>
    public static string DirectoryOf(string dataDirectory, string name) => System.IO.Path.Combine(dataDirectory, "plugins", name);

    /// <summary>The lines of a plug-in's log, the oldest first; empty if there are none.</summary>
    /// <exception cref="PluginException">It cannot be read.</exception>
    public static IReadOnlyList<string> ReadLog(string dataDirectory, string name)
    {
        try
        {
            return ProgramLog.Read(DirectoryOf(dataDirectory, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"The log of the plug-in {name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads the plug-ins; empty if there is no file.</summary>
    /// <exception cref="PluginException">It cannot be read or understood.</exception>
    public IReadOnlyList<PluginEntry> Read()
    {
        try
        {
            var entries = JsonSerializer.Deserialize(File.ReadAllBytes(Path), Context.IReadOnlyListPluginEntry) ?? [];
            return FindProblem(entries) is { } problem ? throw new PluginException($"{Path} {problem}. {Remedy}") : entries;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException e)
        {
            throw new PluginException($"{Path}, line {e.LineNumber + 1}, is not understood: {e.Message} {Remedy}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"{Path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Changes the plug-ins.</summary>
    /// <param name="change">Makes the new list from the present one.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="PluginException">The file cannot be read, understood or written; it is as it was.</exception>
    public async Task ChangeAsync(Func<IReadOnlyList<PluginEntry>, IReadOnlyList<PluginEntry>> change, TimeProvider time)
    {
        try
        {
            using (await FileLock.TakeAsync($"{Path}.lock", time))
            {
                WholeFile.Replace(Path, [.. JsonSerializer.SerializeToUtf8Bytes(change(Read()), Context.IReadOnlyListPluginEntry), (byte)'\n']);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new PluginException($"{Path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>What is wrong with plug-ins that somebody may have written by hand; null if nothing is.</summary>
    private static string? FindProblem(IReadOnlyList<PluginEntry> entries) =>
        entries.Any(entry => entry is null || !ManifestRules.IsName(entry.Name)) ? "names a plug-in that cannot be one"
        : entries.FirstOrDefault(entry => !System.IO.Path.IsPathFullyQualified(entry.Path)) is { } relative
            ? $"has no full path for the plug-in {relative.Name}"
        : entries.FirstOrDefault(entry => entry.Hook is { Length: < MinHook }) is { } guessable
            ? $"has a hook for the plug-in {guessable.Name} that can be guessed"
        : entries.FirstOrDefault(entry => entry.OnTimeout is { } choice && !FilterForm.Choices.Contains(choice, StringComparer.Ordinal)) is { } unknown
            ? $"has an 'on_timeout' for the plug-in {unknown.Name} that is not {string.Join(" or ", FilterForm.Choices)}"
        : entries.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"has the plug-in {twice.Key} twice"
        : null;
}

/// <summary>A plug-in, or the file that lists them, cannot be used. The message is for the operator: it names the file, the cause and what to do.</summary>
public sealed class PluginException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether it can only be used again once the operator has done something.</summary>
    public bool IsFinal { get; init; }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<PluginEntry>))]
internal sealed partial class PluginFileContext : JsonSerializerContext;
