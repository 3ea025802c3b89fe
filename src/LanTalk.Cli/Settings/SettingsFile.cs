using System.Text.Json;
using LanTalk.Client.Configuration;

namespace LanTalk.Cli.Settings;

/// <summary>The file <c>config.json</c> in the configuration directory: an object with a text for each setting that was chosen.</summary>
internal sealed class SettingsFile
{
    private readonly ConfigFile _file;

    private SettingsFile(ConfigFile file) => _file = file;

    /// <summary>The file of a configuration directory.</summary>
    public static SettingsFile In(string directory) => new(new ConfigFile(PathIn(directory), isSecret: false));

    /// <summary>Where it is.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, "config.json");

    /// <summary>What was chosen; nothing if there is no file yet.</summary>
    /// <exception cref="ConfigFileException">It cannot be read, or something in it will not do.</exception>
    public ClientSettings Read() => new(Parse(_file.Read()));

    /// <summary>Chooses a value for a setting.</summary>
    /// <returns>The settings as they are now.</returns>
    /// <exception cref="ArgumentException">There is no such setting, or it cannot have that value.</exception>
    /// <exception cref="ConfigFileException">The file cannot be read or written.</exception>
    public ClientSettings Set(string name, string value)
    {
        if (ClientSettings.ProblemOf(name, value) is { } problem)
        {
            throw new ArgumentException(problem);
        }

        SortedDictionary<string, string> chosen = [];
        _file.Change(before =>
        {
            chosen = new SortedDictionary<string, string>(Parse(before), StringComparer.Ordinal) { [name] = value };
            return JsonSerializer.Serialize(chosen, SettingsJson.Default.SortedDictionaryStringString) + "\n";
        });
        return new ClientSettings(chosen);
    }

    private Dictionary<string, string> Parse(string? text)
    {
        try
        {
            var chosen = text is null ? [] : JsonSerializer.Deserialize(text, SettingsJson.Default.DictionaryStringString) ?? [];
            foreach (var (name, value) in chosen)
            {
                if (ClientSettings.ProblemOf(name, value) is { } problem)
                {
                    throw _file.Corrupt(problem);
                }
            }

            return chosen;
        }
        catch (JsonException e)
        {
            throw _file.Corrupt($"it is not a JSON object of texts ({e.Message})");
        }
    }
}
