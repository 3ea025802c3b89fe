using System.Text.Json;
using LanTalk.Client.Configuration;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Settings;

/// <summary>The file <c>config.json</c> in the configuration directory; see <see cref="SettingsText"/>.</summary>
internal sealed class SettingsFile
{
    private readonly ConfigFile _file;
    private readonly string _path;

    private SettingsFile(string path) => (_file, _path) = (new ConfigFile(path, isSecret: false), path);

    /// <summary>The file of a configuration directory.</summary>
    public static SettingsFile In(string directory) => new(PathIn(directory));

    /// <summary>The path of the file.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, "config.json");

    /// <summary>The settings; all defaults if there is no file yet.</summary>
    /// <exception cref="ConfigFileException">It cannot be read, or is not a JSON object.</exception>
    public ClientSettings Read() => Parse(_file.Read());

    /// <summary>Sets the value of a setting.</summary>
    /// <returns>The settings as they are now.</returns>
    /// <exception cref="ArgumentException">There is no such setting, or it cannot have that value.</exception>
    /// <exception cref="ConfigFileException">The file cannot be read or written.</exception>
    public ClientSettings Set(string name, string value)
    {
        if (ClientSettings.ProblemOf(name, value) is { } problem)
        {
            throw new ArgumentException(problem);
        }

        string? after = null;
        _file.Change(before => after = Use(() => SettingsText.Set(before, name, value)));
        return Parse(after);
    }

    /// <summary>Values that this version cannot use are left in the file and reported: a newer version may have written them.</summary>
    private ClientSettings Parse(string? text)
    {
        var found = Use(() => string.IsNullOrWhiteSpace(text) ? new Dictionary<string, string>(StringComparer.Ordinal) : SettingsText.Read(text));
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (name, value) in found)
        {
            if (ClientSettings.ProblemOf(name, value) is { } problem)
            {
                problems.Add($"{_path}: {SafeText.CleanOnOneLine(problem)}. It is ignored.");
            }
            else
            {
                chosen[name] = value;
            }
        }

        return new ClientSettings(chosen) { Problems = problems };
    }

    private T Use<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (JsonException e)
        {
            throw _file.Corrupt($"it is not a JSON object of texts ({SafeText.CleanOnOneLine(e.Message)})");
        }
    }
}
