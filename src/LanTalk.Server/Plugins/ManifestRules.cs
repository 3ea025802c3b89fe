using System.Text;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Server.PluginLines;

namespace LanTalk.Server.Plugins;

/// <summary>What a manifest must be like.</summary>
internal static class ManifestRules
{
    private const int MaxEntries = 100;
    private const int MaxText = 300;

    /// <summary>The first problem of a manifest, as the end of a sentence that begins with the plug-in; null if there is none.</summary>
    public static string? FindProblem(Manifest manifest) =>
        !IsName(manifest.Name)
            ? $"has the name '{Shown(manifest.Name)}', but a name is 1 to {UserName.DefaultMaxLength} letters, digits, '_' and '-'"
        : manifest.Commands.Count > MaxEntries || manifest.Options.Count > MaxEntries || manifest.Permissions.Count > MaxEntries
            ? $"has more than {MaxEntries} commands, options or permissions"
        : manifest.Permissions.FirstOrDefault(each => !Permission.All.ContainsKey(each)) is { } unknown
            ? $"wants the permission '{Shown(unknown)}', which there is not: there are {string.Join(", ", Permission.All.Keys)}"
        : manifest.Commands.FirstOrDefault(each => !IsCommand(each.Name)) is { } command
            ? $"has the command '{Shown(command.Name)}', but a command is 1 to 24 small letters, digits and '-'"
        : manifest.Commands.FirstOrDefault(each => !IsText(each.Help) || !IsText(each.Arguments ?? "")) is { } long_
            ? $"has the command '{long_.Name}' with a help or arguments that are not one line of at most {MaxText} characters"
        : manifest.Commands.GroupBy(each => each.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"has the command '{twice.Key}' twice"
        : !IsText(manifest.Description ?? "") || !IsText(manifest.Version ?? "")
            ? $"has a description or version that is not one line of at most {MaxText} characters"
        : FindProblem("watch", manifest.Watch?.Rooms) ?? FindProblem("filter", manifest.Filter?.Rooms) ?? FindProblem(manifest.Filter);

    private static string? FindProblem(string what, IReadOnlyList<string>? rooms) => rooms switch
    {
        null => null,
        { Count: 0 or > MaxEntries } => $"has a '{what}' without rooms, or with more than {MaxEntries}: [\"*\"] stands for all",
        _ when rooms.FirstOrDefault(room => room != RoomChoice.Every && RoomName.From(room) != room) is { } room
            => $"has the room '{Shown(room)}' in its '{what}': that is not the name of a room",
        _ => null,
    };

    private static string? FindProblem(FilterForm? filter)
    {
        if (filter is null)
        {
            return null;
        }

        if (filter.OnTimeout is not (null or "pass" or "refuse"))
        {
            return $"has the 'on_timeout' '{Shown(filter.OnTimeout)}' in its 'filter': it is \"pass\" or \"refuse\"";
        }

        if (filter.Match is { Words.Count: > 10_000 })
        {
            return "has more than 10,000 words in its 'filter'";
        }

        try
        {
            _ = FilterMatch.PatternOf(filter.Match?.Pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"has a 'pattern' in its 'filter' that cannot be used: {e.Message.TrimEnd('.')}";
        }
    }

    /// <summary>Whether a plug-in can have a name: it is a user's name, and one of a directory on every system.</summary>
    public static bool IsName(string name) => UserName.IsValid(name) && Ascii.IsValid(name);

    private static bool IsCommand(string name) =>
        name.Length is > 0 and <= UserName.DefaultMaxLength && name[0] != '-' && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsText(string text) => text.Length <= MaxText && SafeText.IsSafe(text);

    private static string Shown(string text) => SafeText.Clean(text.Length > 40 ? text[..40] + "…" : text);
}
