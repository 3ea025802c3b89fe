namespace LanTalk.Cli.Settings;

/// <summary>One thing that a user can choose for good, as data: <c>/set</c>, <c>lantalk config</c>, completion and the checks of the file read it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Help">What it does, in one sentence.</param>
/// <param name="Default">What holds if nothing was chosen; empty for nothing.</param>
/// <param name="Values">What it can be; null where that is no short list.</param>
/// <param name="Check">Says why a value will not do, for a person; null if it will.</param>
internal sealed record Setting(string Name, string Help, string Default, IReadOnlyList<string>? Values, Func<string, string?> Check)
{
    /// <summary>A setting of a few values.</summary>
    public static Setting OneOf(string name, string help, params string[] values) => new(
        name, help, values[0], values, value => values.Contains(value, StringComparer.Ordinal) ? null : $"it is one of {string.Join(", ", values)}");
}
