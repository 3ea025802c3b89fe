using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Editing;

namespace LanTalk.Cli.Lines;

/// <summary>Completes the path that is being typed.</summary>
internal static class PathCompletion
{
    private const int MostEntries = 200;

    /// <summary>The completions of the last path.</summary>
    /// <param name="arguments">Everything that was typed after the command.</param>
    public static Completions Of(string arguments)
    {
        var typed = arguments[PathWords.StartOfLast(arguments)..];
        var cut = typed.LastIndexOf('/') + 1;
        var quote = typed.Length > 0 && typed[0] is '"' or '\'' ? typed[..1] : "";
        var (directory, beginning) = (typed[..cut], PathWords.Meant(quote.Length > 0 && cut > 0 ? quote + typed[cut..] : typed[cut..]));

        // The prompt replaces what follows the last blank, which may be within the path.
        var kept = typed.LastIndexOf(' ') + 1;
        return new Completions(
            [
                .. Entries(PathWords.Meant(directory), beginning).Select(entry => new Candidate(
                    $"{(cut > 0 ? directory : quote)}{Typed(entry.Name, quote)}{(entry.IsDirectory ? "/" : $"{quote} ")}"[kept..])),
            ],
            Cycles: false);
    }

    private static List<(string Name, bool IsDirectory)> Entries(string directory, string beginning)
    {
        try
        {
            return
            [
                .. new DirectoryInfo(directory.Length == 0 ? "." : directory).EnumerateFileSystemInfos()
                    .Where(entry => entry.Name.StartsWith(beginning, StringComparison.Ordinal) && SafeText.IsSafe(entry.Name)
                        && (beginning.Length > 0 || !entry.Name.StartsWith('.')))
                    .Take(MostEntries).Select(entry => (entry.Name, Directory.Exists(entry.FullName))).OrderBy(entry => entry.Name, StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return []; // a person in the middle of a line should not see an error
        }
    }

    private static string Typed(string name, string quote)
    {
        if (quote.Length > 0 || OperatingSystem.IsWindows())
        {
            return name;
        }

        var typed = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            typed.Append(c is ' ' or '\\' or '"' or '\'' ? $"\\{c}" : $"{c}");
        }

        return typed.ToString();
    }
}
