// Makes the pictures in this directory from the real tool, in real terminals: the same conversation in three looks, and a server's console.
// Run it in the repository's root:  dotnet run docs/pictures/make.cs
// It needs lantalk and tmux; chromium; and, for all characters, fonts-dejavu-core, fonts-noto-cjk and fonts-noto-color-emoji.
#:package Wcwidth
#:property PublishAot=false
#:property NoWarn=MA0047;MA0048
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Wcwidth;

// The texts of each user in the lobby. Bob is the reader; Alice runs the server, and speaks at its console.
(string Who, string Text)[] lobby =
[
    ("carol", "Has anybody seen the key of the 3D printer?"),
    ("yuki", "It was in the kitchen, under the biscuits"),
    ("alice", "Now it is on my desk. There is tea, too 🍵"),
    ("bob", "/me puts the kettle on again"),
    ("carol", "Bob, can you bring the 日本 stickers when you come?"),
    ("yuki", "ステッカー! Some for me as well, please 🎉"),
    ("carol", "/pm Bob it is for Alice's birthday: not a word"),
    ("bob", "/pm Carol my lips are sealed"),
];

// The texts in windows that Bob does not look at.
(string Who, string Text)[] ops =
[
    ("yuki", "1.4 is out on all three machines"),
    ("carol", "The disk of the second one is nearly full."),
    ("carol", "Bob, is that your backup?"),
];
string[] crowd = ["erin", "frank", "grace", "heidi", "ivan"];

if (Programs.Missing("tmux", "-V", "chromium", "--version", "lantalk", "--version") is { Length: > 0 } missing)
{
    await Console.Error.WriteLineAsync($"Not found, or not to be run: {missing}. The pictures are made with tmux, chromium and an installed lantalk.");
    return 1;
}

await MakeAsync("dark", Palette.Dark, isPlain: false);
await MakeAsync("light", Palette.Light, isPlain: false);
await MakeAsync("plain", Palette.Dark, isPlain: true);
return 0;

async Task MakeAsync(string look, Palette palette, bool isPlain)
{
    await using var desk = new Desk();
    await desk.RunAsync("config", "set", "theme", isPlain ? "auto" : look, "--config-dir", desk.Of("bob"));
    await desk.ServeAsync("alice");
    await desk.JoinAsync("bob", $"--room ops{(isPlain ? " --plain" : "")}", "ops");
    await desk.TypeAsync("bob", "/window 1", isPlain ? "lobby." : "--- lobby ---");
    await desk.JoinAsync("carol", "--room ops", "ops");
    await desk.JoinAsync("yuki", "--room ops", "ops");
    foreach (var (who, text) in ops)
    {
        await desk.TypeAsync(who, text, text, seenBy: "yuki");
    }

    await desk.TypeAsync("carol", "/window 1", "--- lobby ---");
    await desk.TypeAsync("yuki", "/window 1", "--- lobby ---");
    foreach (var (who, text) in lobby)
    {
        await desk.TypeAsync(who, text, Command().Replace(text, ""), seenBy: "bob");
    }

    if (look == "dark")
    {
        await desk.TypeAsync("alice", "/users", "Online: ");
        await desk.TypeHalfAsync("alice", "/ban 192.168.1.66 for 2h only dr");
        await desk.PaintAsync("alice", "lantalk serve", palette, "serve.png");
    }

    // Joins at the same time are shown in one line, from the fourth on.
    foreach (var name in crowd)
    {
        await desk.JoinAsync(name, "", shown: "");
    }

    foreach (var name in crowd)
    {
        await desk.UntilAsync("bob", Desk.Capital(name));
    }

    await desk.TypeAsync("yuki", "Hello, all of you", "all of you", seenBy: "bob");
    await desk.TypeHalfAsync("bob", "Welcome! I have the stickers, 日本 and all,");
    if (!isPlain)
    {
        await desk.PressAsync("bob", "M-Enter");
        await desk.TypeHalfAsync("bob", "and will be th");
    }

    await desk.PaintAsync("bob", isPlain ? "lantalk join --plain" : "lantalk join", palette, $"{look}.png");
}

/// <summary>Terminals side by side, in a directory of their own: no data of the person who makes the pictures is in them.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("lantalk-pictures-").FullName;
    private readonly int _port;

    public Desk()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _port = ((IPEndPoint)listener.LocalEndpoint).Port;

        // So that the last output of a failed program can be shown.
        File.WriteAllText(Of("tmux.conf"), "set -g remain-on-exit on\n");
    }

    /// <summary>The file or the directory with a name.</summary>
    public string Of(string name) => Path.Combine(_directory, name);

    public static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>Starts a server in a terminal that is wide enough for the words of any identity.</summary>
    public Task ServeAsync(string name) =>
        StartAsync(name, columns: 96, $"lantalk serve --name {Capital(name)} --bind 127.0.0.1 --no-beacon --port {_port}", "Listening on");

    /// <summary>Joins it from another terminal, and waits until it shows a text.</summary>
    public Task JoinAsync(string name, string options, string shown) =>
        StartAsync(name, columns: 84, $"lantalk join 127.0.0.1:{_port} --name {Capital(name)} --config-dir {Of(name)} {options}", shown);

    /// <summary>Types a text and Enter, and waits until a user's terminal shows the result.</summary>
    public async Task TypeAsync(string name, string text, string shown, string? seenBy = null)
    {
        await TmuxAsync("send-keys", "-t", name, "-l", text);
        await PressAsync(name, "Enter");
        await UntilAsync(seenBy ?? name, shown);
    }

    public async Task TypeHalfAsync(string name, string text)
    {
        await TmuxAsync("send-keys", "-t", name, "-l", text);
        await UntilAsync(name, text);
    }

    public Task PressAsync(string name, string key) => TmuxAsync("send-keys", "-t", name, key);

    /// <summary>Waits until a terminal shows a text.</summary>
    public async Task UntilAsync(string name, string shown)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await TmuxAsync("capture-pane", "-p", "-J", "-t", name) is var screen && !screen.Contains(shown, StringComparison.Ordinal))
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience || await TmuxAsync("display-message", "-p", "-t", name, "#{pane_dead}") == "1\n")
            {
                throw new TimeoutException($"'{shown}' did not come to {name}:\n{screen}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>Runs the tool without a terminal.</summary>
    public Task RunAsync(params string[] arguments) => ExecuteAsync("lantalk", arguments);

    /// <summary>Makes a picture of a terminal.</summary>
    public async Task PaintAsync(string name, string title, Palette palette, string picture)
    {
        var screen = await TmuxAsync("capture-pane", "-p", "-e", "-N", "-t", name);
        var at = (await TmuxAsync("display-message", "-p", "-t", name, "#{cursor_x} #{cursor_y} #{pane_width}")).Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var page = new Page(palette, title, screen.TrimEnd('\n').Split('\n'), at[2], (at[0], at[1]));
        await File.WriteAllTextAsync(Of("page.html"), page.ToHtml());
        await ExecuteAsync(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--default-background-color=00000000", "--force-device-scale-factor=1.25",
            $"--user-data-dir={Of("chromium")}", $"--window-size={page.Width},{page.Height}", $"--screenshot={Path.GetFullPath(Path.Combine("docs", "pictures", picture))}", Of("page.html"));
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Of("tmux")))
        {
            var ids = (await TmuxAsync("list-panes", "-a", "-F", "#{pane_pid}")).Split('\n');
            var programs = Process.GetProcesses().Where(program => ids.Contains(program.Id.ToString(CultureInfo.InvariantCulture))).ToList();
            await TmuxAsync("kill-server");
            await Task.WhenAll(programs.Select(program => program.WaitForExitAsync()));
        }

        Directory.Delete(_directory, recursive: true);
    }

    private async Task StartAsync(string name, int columns, string command, string shown)
    {
        await TmuxAsync("-f", Of("tmux.conf"), "new-session", "-d", "-s", name, "-x", $"{columns}", "-y", "20", "-c", _directory, $"exec {command}");
        await UntilAsync(name, shown);
    }

    private Task<string> TmuxAsync(params string[] arguments) => ExecuteAsync("tmux", ["-u", "-S", Of("tmux"), .. arguments]);

    private async Task<string> ExecuteAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LANTALK_", StringComparison.Ordinal) || name is "NO_COLOR" or "TMUX").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var name in (string[])["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"])
        {
            start.Environment[name] = _directory;
        }

        // A time zone in which it is two in the afternoon.
        start.Environment["TZ"] = $"Etc/GMT{TimeProvider.System.GetUtcNow().Hour - 14:+0;-0;+0}";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TERM"] = "xterm-256color";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
    }
}

/// <summary>A terminal's colours.</summary>
internal sealed record Palette(string Text, string Background, string Bar, string Border, string Title, string[] First)
{
    public static Palette Dark { get; } = new(
        "#e6edf3", "#0d1117", "#161b22", "#30363d", "#9198a1",
        ["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4", "#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff"]);

    public static Palette Light { get; } = new(
        "#1f2328", "#ffffff", "#f6f8fa", "#d1d9e0", "#59636e",
        ["#24292f", "#cf222e", "#116329", "#4d2d00", "#0969da", "#8250df", "#1b7c83", "#6e7781", "#57606a", "#a40e26", "#1a7f37", "#633c01", "#218bff", "#a475f9", "#3192aa", "#8c959f"]);

    /// <summary>One of the 256 colours of xterm: 16 that each terminal chooses, a cube of 6×6×6, and 24 greys.</summary>
    public string this[int color] => color switch
    {
        < 16 => First[color],
        < 232 => $"rgb({Level((color - 16) / 36)},{Level((color - 16) / 6 % 6)},{Level((color - 16) % 6)})",
        _ => string.Create(CultureInfo.InvariantCulture, $"rgb({8 + (10 * (color - 232))},{8 + (10 * (color - 232))},{8 + (10 * (color - 232))})"),
    };

    private static int Level(int step) => step == 0 ? 0 : 55 + (40 * step);
}

/// <summary>The look of text at one position, as set by the last escapes (ECMA-48, 8.3.117).</summary>
internal readonly record struct Look(int? Color, int? Back, bool IsBold, bool IsDim, bool IsUnderlined, bool IsInverse)
{
    public Look After(string parameters)
    {
        var look = this;
        var codes = parameters.Split(';').Select(code => code.Length == 0 ? 0 : int.Parse(code, CultureInfo.InvariantCulture)).ToArray();
        for (var i = 0; i < codes.Length; i++)
        {
            look = codes[i] switch
            {
                0 => default,
                1 => look with { IsBold = true },
                2 => look with { IsDim = true },
                4 => look with { IsUnderlined = true },
                7 => look with { IsInverse = true },
                22 => look with { IsBold = false, IsDim = false },
                24 => look with { IsUnderlined = false },
                27 => look with { IsInverse = false },
                >= 30 and <= 37 => look with { Color = codes[i] - 30 },
                38 when codes[i + 1] == 5 => look with { Color = codes[i += 2] },
                39 => look with { Color = null },
                >= 40 and <= 47 => look with { Back = codes[i] - 40 },
                48 when codes[i + 1] == 5 => look with { Back = codes[i += 2] },
                49 => look with { Back = null },
                >= 90 and <= 97 => look with { Color = codes[i] - 82 },
                _ => throw new NotSupportedException($"SGR {parameters} is not drawn."),
            };
        }

        return look;
    }

    public string ToCss(Palette palette)
    {
        var (text, back) = (Color is { } color ? palette[color] : palette.Text, Back is { } behind ? palette[behind] : palette.Background);
        (text, back) = IsInverse ? (back, text) : (text, back);
        return $"color:{(IsDim ? $"color-mix(in srgb,{text} 62%,{back})" : text)}"
            + (back == palette.Background ? "" : $";background:{back}") + (IsBold ? ";font-weight:bold" : "") + (IsUnderlined ? ";text-decoration:underline" : "");
    }
}

/// <summary>A captured screen as a page for a browser to draw.</summary>
internal sealed partial record Page(Palette Palette, string Title, string[] Lines, int Columns, (int Column, int Row) Cursor)
{
    private const int LineHeight = 20, Bar = 36, Margin = 16;
    private const double CharacterWidth = 8.43;

    public int Width => (int)(Columns * CharacterWidth) + (2 * Margin) + 2;

    public int Height => Bar + (Lines.Length * LineHeight) + (2 * Margin) + 2;

    public string ToHtml()
    {
        var rows = new StringBuilder();
        var look = default(Look);
        for (var row = 0; row < Lines.Length; row++)
        {
            rows.Append("<div class=row>").Append(Cursor.Row == row ? Cell(Cursor.Column, 1, $"background:{Palette.Text};opacity:.6", "") : "");
            look = AppendLine(rows, Lines[row], look);
            rows.Append("</div>\n");
        }

        return $$"""
            <!DOCTYPE html>
            <meta charset="utf-8">
            <style>
            body { margin: 0; font: 14px/{{LineHeight}}px 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', monospace; }
            .window { box-sizing: border-box; width: {{Width}}px; height: {{Height}}px; border: 1px solid {{Palette.Border}}; border-radius: 8px; overflow: hidden; background: {{Palette.Background}}; }
            .bar { height: {{Bar}}px; line-height: {{Bar}}px; padding-left: {{Margin}}px; background: {{Palette.Bar}}; color: {{Palette.Title}}; }
            .screen { margin: {{Margin}}px; }
            .row { position: relative; height: {{LineHeight}}px; }
            .row span { position: absolute; height: {{LineHeight}}px; white-space: pre; }
            i { font-style: normal; }
            .row .wide, .row .emoji { text-align: center; }
            .wide i { font: 16px/0 'Noto Sans Mono CJK JP'; font-weight: inherit; }
            .emoji i { font: 14px/0 'Noto Color Emoji'; }
            </style>
            <div class=window><div class=bar>$ {{WebUtility.HtmlEncode(Title)}}</div><div class=screen>
            {{rows}}</div></div>
            """;
    }

    // Each run, and each wide character, is placed by its column, so that no font can shift the rest of the line. A look continues after the line's end.
    private Look AppendLine(StringBuilder rows, string line, Look look)
    {
        var column = 0;
        foreach (Match match in Run().Matches(line))
        {
            if (match.Groups["sgr"].Success)
            {
                look = look.After(match.Groups["sgr"].Value);
                continue;
            }

            var narrow = new StringBuilder();
            foreach (var cluster in Clusters(match.Value))
            {
                if (cluster.EnumerateRunes().Max(rune => UnicodeCalculator.GetWidth(rune.Value)) < 2)
                {
                    narrow.Append(cluster);
                    continue;
                }

                Flush();
                rows.Append(Cell(column, 2, look.ToCss(Palette), cluster, char.IsSurrogate(cluster[0]) ? "emoji" : "wide"));
                column += 2;
            }

            Flush();

            void Flush()
            {
                var width = Clusters(narrow.ToString()).Count();
                if (width > 0)
                {
                    rows.Append(Cell(column, width, look.ToCss(Palette), narrow.ToString()));
                    column += width;
                    narrow.Clear();
                }
            }
        }

        return look;
    }

    private static string Cell(int column, int width, string css, string text, string kind = "narrow") => string.Create(
        CultureInfo.InvariantCulture,
        $"<span class={kind} style=\"left:{column * CharacterWidth:0.##}px;width:{width * CharacterWidth:0.##}px;{css}\"><i>{WebUtility.HtmlEncode(text)}</i></span>");

    private static IEnumerable<string> Clusters(string text)
    {
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            yield return clusters.GetTextElement();
        }
    }

    [GeneratedRegex(@"\e\[(?<sgr>[\d;]*)m|[^\e]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Run();
}

/// <summary>The programs needed.</summary>
internal static class Programs
{
    /// <summary>The programs that do not run with the argument given after each; empty if all do.</summary>
    public static string Missing(params string[] programs) =>
        string.Join(", ", programs.Chunk(2).Where(program => !Runs(program[0], program[1])).Select(program => program[0]));

    private static bool Runs(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>The generated part of the program.</summary>
internal static partial class Program
{
    [GeneratedRegex(@"^/(me|pm \w+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
