namespace LanTalk.Terminal.Styling;

/// <summary>
/// How each kind of text looks: the parameters of an SGR sequence (ECMA-48, 8.3.117), colours from the 256 of xterm. No colour alone says
/// anything: what it marks is in the words too.
/// </summary>
public sealed class Theme
{
    // Colours of one luminance, about 0.18: each has a contrast of at least 4.4 on black and on white, where 4.58 is the most there can be.
    private static readonly byte[] OnAny = [130, 29, 63, 131, 98, 28];
    private static readonly byte[] OnDark = [216, 117, 43, 75, 209, 176, 113, 179];
    private static readonly byte[] OnLight = [58, 25, 22, 57, 89, 52];

    private readonly byte[] _names;
    private readonly Func<StyleRole, string> _sgr;

    private Theme(string name, byte[] names, Func<StyleRole, string> sgr) => (Name, _names, _sgr) = (name, names, sgr);

    /// <summary>Readable whatever the background.</summary>
    public static Theme Auto { get; } = new("auto", OnAny, role => Colored(role, error: 160, warning: 130, system: 31, @private: 163));

    /// <summary>For a dark background.</summary>
    public static Theme Dark { get; } = new("dark", OnDark, role => Colored(role, error: 210, warning: 214, system: 80, @private: 213));

    /// <summary>For a light background.</summary>
    public static Theme Light { get; } = new("light", OnLight, role => Colored(role, error: 124, warning: 94, system: 24, @private: 90));

    /// <summary>Without colours: bold, dim, underlined, inverse.</summary>
    public static Theme Mono { get; } = new("mono", [], role => role switch
    {
        StyleRole.Dim or StyleRole.System => "2",
        StyleRole.Error or StyleRole.Warning or StyleRole.Name => "1",
        StyleRole.Private => "4",
        StyleRole.Mention => "1;7",
        StyleRole.Status or StyleRole.StatusAlert => "7",
        StyleRole.Code => "97;40",
        _ => "",
    });

    /// <summary>Nothing but text: not one escape.</summary>
    public static Theme None { get; } = new("none", [], _ => "");

    /// <summary>The themes that a user can choose from.</summary>
    public static IReadOnlyList<Theme> All { get; } = [Auto, Dark, Light, Mono];

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The colours that names have, by their numbers among the 256.</summary>
    internal IReadOnlyList<byte> NameColors => _names;

    /// <summary>The parameters for a style; empty for the terminal's own look.</summary>
    internal string Sgr(Style style) => style.Role == StyleRole.Name && _names.Length > 0 ? Foreground(_names[style.Hue % (uint)_names.Length]) : _sgr(style.Role);

    private static string Colored(StyleRole role, byte error, byte warning, byte system, byte @private) => role switch
    {
        StyleRole.Dim => "2",
        StyleRole.Error => Foreground(error),
        StyleRole.Warning => Foreground(warning),
        StyleRole.System => Foreground(system),
        StyleRole.Private => Foreground(@private),
        StyleRole.Mention => $"1;{Foreground(warning)}",
        StyleRole.Status => "7",
        StyleRole.StatusAlert => $"7;1",
        StyleRole.Code => "38;5;231;48;5;16",
        _ => "",
    };

    private static string Foreground(byte color) => $"38;5;{color}";
}
