using System.Globalization;
using LanTalk.Protocol.Names;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Settings;

/// <summary>A user's settings. Immutable; a change makes a new one.</summary>
internal sealed class ClientSettings
{
    private const int MostAway = 24 * 60;
    private const int MostEscapeTimeout = 5000;

    private readonly IReadOnlyDictionary<string, string> _chosen;

    public ClientSettings(IReadOnlyDictionary<string, string> chosen) => _chosen = chosen;

    /// <summary>All settings there are.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("name", "Your name, unless --name gives another. You are asked for it once.", "", null, value => UserName.ProblemOf(value)),
        Setting.OneOf("theme", "The colours: auto is readable on any background, mono has none.", [.. Theme.All.Select(theme => theme.Name)]),
        Setting.OneOf("notify", "How to alert you when you are mentioned or get a private message: the bell, or a desktop notification.",
            "bell", "osc9", "osc777", "off"),
        Setting.OneOf("presence", "Joins and leaves: fold many into one line, show all, or hide them.", "fold", "all", "hide"),
        new("away", "After this many minutes without a key, a line marks where you stopped reading; 0 for never.", "5", null, value =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
                && minutes <= MostAway ? null : $"it is a number of minutes, 0 to {MostAway}"),
        new("escape-timeout", "How many milliseconds to wait for the rest of a key that arrives in pieces; raise it on a slow line.", "50", null, value =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 1 and <= MostEscapeTimeout
                ? null
                : $"it is a number of milliseconds, 1 to {MostEscapeTimeout}"),
        Setting.OneOf("pictures", "Show pictures that you have got, if the terminal can. It is asked at the start.", "on", "off"),
        Setting.OneOf("plain", "Only append lines and say everything in words: for screen readers.", "off", "on"),
    ];

    /// <summary>The user's name; null if none was set.</summary>
    public string? Name => _chosen.GetValueOrDefault("name") is { } name ? UserName.Compose(name) : null;

    /// <summary>The theme.</summary>
    public Theme Theme => Theme.All.First(theme => theme.Name == this["theme"]);

    /// <summary>Whether pictures are shown, where the terminal can.</summary>
    public bool ShowsPictures => this["pictures"] == "on";

    /// <summary>Whether the screen is only appended to.</summary>
    public bool IsPlain => this["plain"] == "on";

    /// <summary>After how long without a key the user counts as away; zero for never.</summary>
    public TimeSpan Away => TimeSpan.FromMinutes(int.Parse(this["away"], CultureInfo.InvariantCulture));

    /// <summary>How long to wait for the rest of a key that arrives in pieces.</summary>
    public TimeSpan EscapeTimeout => TimeSpan.FromMilliseconds(int.Parse(this["escape-timeout"], CultureInfo.InvariantCulture));

    /// <summary>The value of a setting: the user's, or the default.</summary>
    public string this[string name] => _chosen.GetValueOrDefault(name) ?? Find(name)?.Default
        ?? throw new ArgumentException($"There is no setting {name}.", nameof(name));

    /// <summary>The setting with a name; null if there is none.</summary>
    public static Setting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);

    /// <summary>Why a setting cannot have a value, and what to do; null if it can.</summary>
    public static string? ProblemOf(string name, string value) => Find(name) is not { } setting
        ? $"there is no setting '{name}'; the settings are {string.Join(", ", All.Select(each => each.Name))}"
        : setting.Check(value) is { } problem ? $"'{value}' is not valid for {name}: {problem}" : null;

    /// <summary>The terminal sequence that calls for attention; null if the user wants none.</summary>
    /// <param name="title">The caller; already made safe.</param>
    /// <param name="text">The reason; already made safe.</param>
    public string? NotificationOf(string title, string text) => this["notify"] switch
    {
        "bell" => "\a",
        "osc9" => $"\e]9;{title}: {text}\a", // iTerm2, ConEmu, Windows Terminal
        "osc777" => $"\e]777;notify;{title.Replace(';', ',')};{text}\a", // rxvt-unicode, foot, ghostty
        _ => null,
    };

    /// <summary>The values that the user has set.</summary>
    public IReadOnlyDictionary<string, string> Chosen => _chosen;

    /// <summary>The stored values that cannot be used, for a person.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
