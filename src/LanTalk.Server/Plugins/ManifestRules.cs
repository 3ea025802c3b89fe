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
    private const int MaxPattern = 10_000;

    /// <summary>The first problem of a manifest, as the end of a sentence that begins with the plug-in; null if there is none.</summary>
    public static string? FindProblem(Manifest manifest) =>
        !IsName(manifest.Name)
            ? $"has the name '{Shown(manifest.Name)}', but a name is 1 to {UserName.DefaultMaxLength} letters, digits, '_' and '-'"
        : manifest.Commands.Count > MaxEntries || manifest.Options.Count > MaxEntries || manifest.Permissions.Count > MaxEntries
            ? $"has more than {MaxEntries} commands, options or permissions"
        : HasNull(manifest.Commands) || HasNull(manifest.Options) || HasNull(manifest.Permissions)
            ? "has null among its commands, options or permissions"
        : manifest.Permissions.FirstOrDefault(each => !Permission.All.ContainsKey(each)) is { } unknown
            ? $"wants the permission '{Shown(unknown)}', which there is not: there are {string.Join(", ", Permission.All.Keys)}"
        : manifest.Commands.FirstOrDefault(each => !IsCommand(each.Name)) is { } command
            ? $"has the command '{Shown(command.Name)}', but a command is 1 to 24 small letters, digits and '-'"
        : manifest.Commands.FirstOrDefault(each => !IsText(each.Help) || !IsText(each.Arguments ?? "")) is { } long_
            ? $"has the command '{long_.Name}' with a help or arguments that are not one line of at most {MaxText} characters"
        : manifest.Commands.GroupBy(each => each.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"has the command '{twice.Key}' twice"
        : manifest.Options.FirstOrDefault(each => !IsOption(each)) is { } option
            ? $"has the option '{Shown(option.Name)}', but an option has a name without '=', and each of its texts is one line of at most {MaxText} characters"
        : manifest.Options.GroupBy(each => each.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same
            ? $"has the option '{same.Key}' twice"
        : !IsText(manifest.Description ?? "") || !IsText(manifest.Version ?? "")
            ? $"has a description or version that is not one line of at most {MaxText} characters"
        : FindProblem("watch", manifest.Watch?.Rooms) ?? FindProblem("filter", manifest.Filter?.Rooms) ?? FindProblem(manifest.Filter)
            ?? FindMissing(Permission.Watch, manifest.Watch is not null, manifest) ?? FindMissing(Permission.Filter, manifest.Filter is not null, manifest);

    private static string? FindMissing(string permission, bool isNeeded, Manifest manifest) =>
        isNeeded && !manifest.Permissions.Contains(permission, StringComparer.Ordinal)
            ? $"has a '{permission}', but does not ask for the permission '{permission}'"
            : null;

    private static string? FindProblem(string what, IReadOnlyList<string>? rooms) => rooms switch
    {
        null => null,
        _ when HasNull(rooms) => $"has null among the rooms of its '{what}'",
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

        if (filter.OnTimeout is { } choice && !FilterForm.Choices.Contains(choice, StringComparer.Ordinal))
        {
            return $"has the 'on_timeout' '{Shown(choice)}' in its 'filter': it is {string.Join(" or ", FilterForm.Choices)}";
        }

        if (filter.Match is { Words.Count: > 10_000 })
        {
            return "has more than 10,000 words in its 'filter'";
        }

        if (filter.Match is { } match && (HasNull(match.Words ?? []) || match.Pattern?.Length > MaxPattern))
        {
            return $"has null among the words of its 'filter', or a 'pattern' with more than {MaxPattern} characters";
        }

        try
        {
            _ = FilterMatch.PatternOf(filter.Match?.Pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"has a 'pattern' in its 'filter' that cannot be used: {Shown(e.Message.TrimEnd('.'), MaxText)}";
        }
    }

    /// <summary>Whether a plug-in can have a name: it is a user's name, and one of a directory on every system.</summary>
    public static bool IsName(string name) => UserName.IsValid(name) && Ascii.IsValid(name);

    private static bool IsCommand(string name) =>
        name.Length is > 0 and <= UserName.DefaultMaxLength && name[0] != '-' && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsText(string text) => text.Length <= MaxText && SafeText.IsSafe(text);

    private static bool IsOption(OptionForm option) =>
        option.Name.Length > 0 && !option.Name.Contains('=') && IsText(option.Name) && IsText(option.Help ?? "") && IsText(option.Default ?? "");

    // The reader of the lines checks what stands alone, but not the elements of lists.
    private static bool HasNull<T>(IReadOnlyList<T> list)
        where T : class => list.Any(each => each is null);

    private static string Shown(string text, int length = 40) => SafeText.Clean(ShortText.Of(text, length));
}
