namespace LanTalk.Cli.Settings;

/// <summary>One setting of the user, as data: <c>/set</c>, <c>lantalk config</c>, completion and the checks of the file read it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Help">Its help text, one sentence.</param>
/// <param name="Default">The value if none was set; empty for none.</param>
/// <param name="Values">The possible values; null if they cannot be listed.</param>
/// <param name="Check">Says why a value is not valid, for a person; null if it is.</param>
internal sealed record Setting(string Name, string Help, string Default, IReadOnlyList<string>? Values, Func<string, string?> Check)
{
    /// <summary>A setting with a few possible values.</summary>
    public static Setting OneOf(string name, string help, params string[] values) => new(
        name, help, values[0], values, value => values.Contains(value, StringComparer.Ordinal) ? null : $"it is one of {string.Join(", ", values)}");
}
