// Makes docs/pictures/chat.svg from the real tool: a server with its console and a client, each in a tmux terminal.
// Run it in the repository's root, with tmux and an installed lantalk:  dotnet run docs/pictures/make.cs
#:property PublishAot=false
#:property NoWarn=MA0047
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

const int Columns = 76, Rows = 15;
var directory = Directory.CreateTempSubdirectory("lantalk-picture-").FullName;
var socket = Path.Combine(directory, "tmux");
try
{
    await StartAsync("alice", "lantalk serve --name Alice --port 5050");
    await StartAsync("bob", "lantalk join --auto --name Bob");
    await StartAsync("carol", "lantalk join --auto --name Carol");
    await SayAsync("bob", "Hey everyone!", "Hey everyone!");
    await SayAsync("alice", "Welcome Bob!", "Alice: Welcome Bob!");
    await SayAsync("carol", "hi Bob, lunch at one?", "Carol: hi Bob");
    await SayAsync("bob", "/pm Alice just between us 👋", "just between us");
    await SayAsync("carol", "/me is hungry", "is hungry");
    await SayAsync("bob", "/users", "Online:");
    await TmuxAsync("send-keys", "-t", "bob", "-l", "what arrives never garbles what I ty");
    await SayAsync("alice", "Good: 日本, émoji 🎉, all of it", "all of it");
    await File.WriteAllTextAsync(
        Path.Combine("docs", "pictures", "chat.svg"),
        Picture.Of(("lantalk serve", await ScreenAsync("alice")), ("lantalk join --auto", await ScreenAsync("bob"))));
}
finally
{
    await TmuxAsync("kill-server");
    Directory.Delete(directory, recursive: true);
}

async Task StartAsync(string name, string command)
{
    await TmuxAsync("-f", "/dev/null", "new-session", "-d", "-s", name, "-x", $"{Columns}", "-y", $"{Rows}", "-c", directory, command);
    await UntilAsync(name, "] >");
}

async Task SayAsync(string name, string text, string shown)
{
    await TmuxAsync("send-keys", "-t", name, "-l", text);
    await TmuxAsync("send-keys", "-t", name, "Enter");
    await UntilAsync(name == "alice" ? "bob" : name, shown);
    await UntilAsync("alice", text.StartsWith("/users", StringComparison.Ordinal) ? "] >" : shown);
}

async Task UntilAsync(string name, string text)
{
    for (var look = 0; !(await TmuxAsync("capture-pane", "-p", "-t", name)).Contains(text, StringComparison.Ordinal); look++)
    {
        if (look == 2000)
        {
            throw new TimeoutException($"'{text}' did not come:\n{await ScreenAsync(name)}");
        }
    }
}

Task<string> ScreenAsync(string name) => TmuxAsync("capture-pane", "-p", "-e", "-t", name);

async Task<string> TmuxAsync(params string[] arguments)
{
    var start = new ProcessStartInfo("tmux", ["-S", socket, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
    start.Environment["LC_ALL"] = "C.UTF-8";
    using var process = Process.Start(start)!;
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return output;
}

/// <summary>Draws captured screens, one below the other.</summary>
internal static partial class Picture
{
    private const int LineHeight = 20, Title = 34, Margin = 14;
    private const double CharacterWidth = 8.43;
    private const string Plain = "#e6edf3";

    private static readonly string[] Colors =
        ["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4", "#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff"];

    public static string Of(params (string Title, string Screen)[] windows)
    {
        const int Width = (int)(76 * CharacterWidth) + (2 * Margin);
        var body = new StringBuilder();
        var top = 0;
        foreach (var (title, screen) in windows)
        {
            var lines = screen.TrimEnd('\n').Split('\n');
            var height = Title + (lines.Length * LineHeight) + Margin;
            body.Append($"""<rect y="{top}" width="{Width}" height="{height}" rx="8" fill="#0d1117"/><text x="{Margin}" y="{top + 22}" fill="#8b949e">$ {Escape(title)}</text>""");
            var look = (Plain, "");
            for (var i = 0; i < lines.Length; i++)
            {
                body.Append(Line(lines[i], ref look, top + Title + ((i + 1) * LineHeight) - 6)).Append('\n');
            }

            top += height + Margin;
        }

        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{top - Margin}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
            {body}</svg>

            """;
    }

    // Each run is placed by its column, so that no font can push the rest of the line. A look lasts beyond the line's end.
    private static string Line(string line, ref (string Color, string Extra) look, int y)
    {
        var text = new StringBuilder();
        var column = 0;
        foreach (Match match in Run().Matches(line))
        {
            if (match.Groups["sgr"].Success)
            {
                look = match.Groups["sgr"].Value.Split(';').Aggregate(look, Change);
                continue;
            }

            var run = match.Value;
            if (run.Trim().Length > 0)
            {
                var x = (Margin + (column * CharacterWidth)).ToString("0.##", CultureInfo.InvariantCulture);
                text.Append($"""<text x="{x}" y="{y}" fill="{look.Color}"{look.Extra}>{Escape(run)}</text>""");
            }

            column += StringInfo.ParseCombiningCharacters(run).Sum(at => run[at] >= 0x1100 ? 2 : 1);
        }

        return text.ToString();
    }

    private static (string Color, string Extra) Change((string Color, string Extra) look, string code) =>
        int.TryParse(code, CultureInfo.InvariantCulture, out var number) ? number switch
        {
            0 => (Plain, ""),
            1 => (look.Color, " font-weight=\"bold\""),
            2 => (look.Color, " opacity=\"0.6\""),
            >= 30 and <= 37 => (Colors[number - 30], look.Extra),
            39 => (Plain, look.Extra),
            >= 90 and <= 97 => (Colors[number - 82], look.Extra),
            _ => look,
        }
        : (Plain, "");

    private static string Escape(string text) => WebUtility.HtmlEncode(text).Replace(' ', '\u00a0');

    [GeneratedRegex(@"\e\[(?<sgr>[\d;]*)m|[^\e]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Run();
}
