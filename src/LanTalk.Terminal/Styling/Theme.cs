namespace LanTalk.Terminal.Styling;

/// <summary>
/// How each kind of text looks: the parameters of an SGR sequence (ECMA-48, 8.3.117), with xterm's 256 colours. Nothing is said by colour alone: the
/// words say it too.
/// </summary>
public sealed class Theme
{
    /// <summary>How many colours there are for names.</summary>
    public const int NameColorCount = 16;

    // Of the colours that can be read, those whose two nearest are as far apart as can be (OKLab), without any that look like an error, like the
    // system or like what is private. On black and on white alike, only five have a contrast of 4.4, where 4.58 is the most there can be; these have 3.8.
    private static readonly byte[] OnAny = [27, 28, 30, 32, 62, 95, 97, 99, 100, 128, 130, 132, 134, 161, 165, 196];
    private static readonly byte[] OnDark = [34, 37, 46, 69, 78, 81, 122, 136, 177, 190, 201, 202, 205, 214, 217, 229];
    private static readonly byte[] OnLight = [17, 19, 21, 22, 23, 26, 52, 54, 56, 60, 88, 89, 91, 93, 94, 126];

    private readonly byte[] _names;
    private readonly Func<StyleRole, string> _sgr;

    private Theme(string name, byte[] names, Func<StyleRole, string> sgr) => (Name, _names, _sgr) = (name, names, sgr);

    /// <summary>Readable on any background.</summary>
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

    /// <summary>Only text: no escapes at all.</summary>
    public static Theme None { get; } = new("none", [], _ => "");

    /// <summary>The themes that a user can choose from.</summary>
    public static IReadOnlyList<Theme> All { get; } = [Auto, Dark, Light, Mono];

    /// <summary>Its name in the settings.</summary>
    public string Name { get; }

    /// <summary>The colours of names, by their numbers among the 256.</summary>
    internal IReadOnlyList<byte> NameColors => _names;

    /// <summary>How much the colours of two hues differ to the eye; 0 where names have no colours.</summary>
    public double DistanceOf(uint one, uint other) => _names.Length == 0 ? 0 : XtermColor.Distance(ColorOf(one), ColorOf(other));

    /// <summary>The parameters for a style; empty for the terminal's own look.</summary>
    internal string Sgr(Style style) => style.Role == StyleRole.Name && _names.Length > 0 ? Foreground(ColorOf(style.Hue)) : _sgr(style.Role);

    private byte ColorOf(uint hue) => _names[hue % NameColorCount];

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
