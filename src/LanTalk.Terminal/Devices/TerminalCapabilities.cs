using System.Text;

namespace LanTalk.Terminal.Devices;

/// <summary>The capabilities of the terminal at standard output, and its user's wishes.</summary>
public static class TerminalCapabilities
{
    private const int UsualColumns = 80;
    private const int UsualRows = 24;

    /// <summary>Its size; the usual one if it does not say.</summary>
    public static (int Columns, int Rows) Size => (
        Console.WindowWidth is > 0 and var columns ? columns : UsualColumns, Console.WindowHeight is > 0 and var rows ? rows : UsualRows);

    /// <summary>Whether it understands no control sequences at all: <c>TERM=dumb</c>.</summary>
    public static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>Whether it can be asked if it takes pictures: the console of Linux takes none, and prints such a question.</summary>
    public static bool MayTakePictures => !IsDumb && Environment.GetEnvironmentVariable("TERM") != "linux";

    /// <summary>Whether to use colours: on a terminal that is not dumb, unless <c>NO_COLOR</c> is set (no-color.org).</summary>
    public static bool UseColor =>
        !Console.IsOutputRedirected && !IsDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether it shows more than ASCII, according to its user's locale.</summary>
    public static bool IsUtf8 => OperatingSystem.IsWindows()
        ? Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage
        : IsUtf8Locale(["LC_ALL", "LC_CTYPE", "LANG"]);

    /// <summary>The first variable that is set counts (POSIX, 8.2).</summary>
    private static bool IsUtf8Locale(string[] variables) =>
        variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } locale
        && locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);
}
