namespace LanTalk.Client.Terminal;

/// <summary>How a piece of text looks: the parameters of an SGR sequence (ECMA-48, 8.3.117). Empty is the terminal's own look.</summary>
/// <param name="Sgr">Such as <c>1;33</c>; null or empty for none.</param>
public readonly record struct Style(string? Sgr)
{
    // The terminal's own sixteen colours, without black and white: readable on dark and on light, as its user chose them.
    private static readonly string[] NameColors = ["31", "32", "33", "34", "35", "36", "91", "92", "94", "95", "96"];

    /// <summary>As the terminal shows text.</summary>
    public static Style Default => default;

    /// <summary>Of lesser weight: times, echoes.</summary>
    public static Style Dim { get; } = new("2");

    /// <summary>What failed.</summary>
    public static Style Error { get; } = new("31");

    /// <summary>What to mind.</summary>
    public static Style Warning { get; } = new("33");

    /// <summary>What the server says of itself.</summary>
    public static Style System { get; } = new("36");

    /// <summary>What is private.</summary>
    public static Style Private { get; } = new("35");

    /// <summary>What names the reader.</summary>
    public static Style Mention { get; } = new("1;33");

    /// <summary>The colour of a name: the same for the same name, everywhere and always.</summary>
    public static Style ForName(string name)
    {
        // FNV-1a, because string.GetHashCode differs from process to process.
        var hash = 2166136261u;
        foreach (var c in name)
        {
            hash = (hash ^ char.ToLowerInvariant(c)) * 16777619u;
        }

        return new Style(NameColors[hash % (uint)NameColors.Length]);
    }
}
