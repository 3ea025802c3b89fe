// Makes the drawings beside it from the real tool, in real terminals: a short film of a first chat, the prompt light and plain, a server's console,
// its start with a QR code, and a transfer. browser.cs makes the pictures of the page.
// Run it in the repository's root:  dotnet run docs/pictures/make.cs
// It needs tmux, unshare and an installed lantalk. The film finds its server by discovery, so the network must let UDP port 5051 through.
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
    ("carol", "Has anybody seen the key for the 3D printer?"),
    ("yuki", "It was in the kitchen, under the biscuits"),
    ("alice", "It is on my desk now. There is tea, too 🍵"),
    ("bob", "/me puts the kettle on again"),
    ("carol", "Bob, can you bring the 日本 stickers when you come?"),
    ("yuki", "ステッカー! Some for me as well, please 🎉"),
];

// The texts in windows that Bob does not look at.
(string Who, string Text)[] ops =
[
    ("yuki", "1.4 is out on all three machines"),
    ("carol", "The disk of the second one is nearly full."),
    ("carol", "Bob, is that your backup?"),
];

if (Programs.Missing("tmux", "-V", "unshare", "--version", "lantalk", "--version") is { Length: > 0 } missing)
{
    await Console.Error.WriteLineAsync($"Not found, or cannot be run: {missing}. The pictures are made with tmux, unshare and an installed lantalk.");
    return 1;
}

await FilmAsync();
await MakeAsync("light", Palette.Light, isPlain: false);
await MakeAsync("plain", Palette.Dark, isPlain: true);
await CodeAsync();
await FilesAsync();
return 0;

// Alice starts a server, Bob joins it, and they chat. How long a frame stays is up to the reader's eyes; the tool is faster.
async Task FilmAsync()
{
    await using var desk = new Desk();
    await desk.RunAsync("config", "set", "theme", "dark", "--config-dir", desk.Of("bob"));
    await desk.RunAsync("config", "set", "name", "Bob", "--config-dir", desk.Of("bob"));
    var film = new Film(desk, Palette.Dark, rows: 16);

    await desk.OpenShellAsync("alice", $"LANTALK_NAME=Alice LANTALK_PORT={desk.Port}");
    await film.TypeAsync("alice", "lantalk serve", hold: 180);
    await film.EnterAsync("alice", "others run", hold: 3500, "| 1 online");

    await desk.OpenShellAsync("bob", "LANTALK_SERVER=Alice");
    await film.TypeAsync("bob", "lantalk join", hold: 180);
    await film.EnterAsync("bob", "[Bob | lobby] >", hold: 1500, "| 2 online");
    foreach (var who in (string[])["carol", "yuki"])
    {
        await desk.JoinAsync(who, "", "> ");
        await desk.UntilAsync("bob", $"{Desk.Capital(who)} joined");
        await film.TakeAsync("bob", 500);
    }

    foreach (var (who, text) in lobby)
    {
        if (who == "bob")
        {
            await film.TypeAsync("bob", text, hold: 120);
            await film.EnterAsync("bob", $"* Bob {Command().Replace(text, "")}", hold: 1500);
        }
        else
        {
            await desk.TypeAsync(who, text, text, seenBy: "bob");
            await film.TakeAsync("bob", 1500);
        }
    }

    await desk.TypeAsync("carol", "/pm Bob They are for Alice's birthday. Not a word!", "in private", seenBy: "bob");
    await film.TakeAsync("bob", 1500);
    await film.TypeAsync("bob", "/window 2", hold: 120);
    await film.EnterAsync("bob", "Not a word!", hold: 1500);
    await film.TypeAsync("bob", "My lips are sealed", hold: 120);
    await film.EnterAsync("bob", ": My lips are sealed", hold: 1500);
    await film.TakeAsync("bob", 3000);
    await film.WriteAsync("chat.svg");
}

async Task MakeAsync(string look, Palette palette, bool isPlain)
{
    await using var desk = new Desk();
    await desk.RunAsync("config", "set", "theme", isPlain ? "auto" : look, "--config-dir", desk.Of("bob"));
    await desk.ServeAsync("alice");
    await desk.JoinAsync("bob", $"--room ops{(isPlain ? " --plain" : "")}", "ops");
    await desk.TypeAsync("bob", "/window 1", isPlain ? "lobby." : "--- lobby ---");
    await desk.JoinAsync("carol", "--room ops", "| ops] >");
    await desk.JoinAsync("yuki", "--room ops", "| ops] >");
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

    if (isPlain)
    {
        await desk.TypeAsync("alice", "/users", "Online: ");
        await desk.TypeHalfAsync("alice", "/ban 192.168.1.66 for 2h only dr");
        await PaintAsync(desk, "alice", palette, "serve.svg");
    }

    await desk.TypeHalfAsync("bob", "Welcome! I have the stickers, 日本 and all,");
    if (!isPlain)
    {
        await desk.PressAsync("bob", "M-Enter");
        await desk.TypeHalfAsync("bob", "and will be th");
    }

    await PaintAsync(desk, "bob", palette, $"{look}.svg");
}

// A server in a network of its own, whose address is an ordinary one at home.
async Task CodeAsync()
{
    await using var desk = new Desk();
    await desk.OpenNetworkAsync("alice", "192.168.1.5");
    await desk.TypeAsync("alice", "lantalk serve --name Room-12", "| 1 online");
    await PaintAsync(desk, "alice", Palette.Dark, "code.svg", rows: 33);
}

// A directory that has come, and a film that is on its way.
async Task FilesAsync()
{
    await using var desk = new Desk();
    await desk.RunAsync("config", "set", "theme", "dark", "--config-dir", desk.Of("bob"));
    desk.CreateFile("trip/timetable.pdf", 184_213);
    desk.CreateFile("trip/day 1/harbour.jpg", 4_821_004);
    desk.CreateFile("trip/day 1/lighthouse.jpg", 5_120_977);
    desk.CreateFile("film.mkv", 3L << 30);
    await desk.ServeAsync("alice");
    await desk.JoinAsync("bob", "--download-dir downloads", "> ");
    await desk.JoinAsync("carol", "", "> ");
    await desk.TypeAsync("carol", "/send trip", "#1", seenBy: "bob");
    await desk.TypeAsync("carol", "Everything for Saturday. Who has the film of last year?", "last year", seenBy: "bob");
    await desk.TypeAsync("bob", "/get 1", "downloads");
    await desk.TypeAsync("bob", "I do", "I do");
    await desk.TypeAsync("bob", "/send film.mkv", "#2");
    await desk.TypeHalfAsync("bob", "It is on its w");
    await desk.UntilAsync("bob", " left");
    await PaintAsync(desk, "bob", Palette.Dark, "files.svg", rows: 14);
}

async Task PaintAsync(Desk desk, string name, Palette palette, string picture, int rows = 20)
{
    var film = new Film(desk, palette, rows);
    await film.TakeAsync(name, hold: 1);
    await film.WriteAsync(picture);
}

/// <summary>Terminals side by side, in a directory of their own: no data of the person who makes the pictures is in them.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("lantalk-pictures-").FullName;

    public Desk()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;

        // So that the last output of a failed program can be shown.
        File.WriteAllText(Of("tmux.conf"), "set -g remain-on-exit on\n");
    }

    public int Port { get; }

    /// <summary>The file or the directory with a name.</summary>
    public string Of(string name) => Path.Combine(_directory, name);

    public static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>Creates a file of zeros that takes no space.</summary>
    public void CreateFile(string name, long length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Of(name))!);
        using var file = File.Create(Of(name));
        file.SetLength(length);
    }

    /// <summary>Starts a server in a terminal that is wide enough for the words of any identity.</summary>
    public Task ServeAsync(string name) =>
        StartAsync(name, columns: 96, $"lantalk serve --name {Capital(name)} --bind 127.0.0.1 --no-beacon --port {Port}", "Listening on");

    /// <summary>Opens a shell in which a person has set some variables of the tool.</summary>
    public Task OpenShellAsync(string name, string variables) =>
        StartAsync(name, columns: 80, $"env {variables} LANTALK_CONFIG_DIR={Of(name)} PS1='$ ' sh", "$", rows: 16);

    /// <summary>Opens a shell in a network with one address, which nothing else is in.</summary>
    public Task OpenNetworkAsync(string name, string address) => StartAsync(
        name,
        columns: 76,
        $"unshare -rn sh -c 'ip link add lan type veth peer name far && ip address add {address}/24 dev lan && ip link set lan up && ip link set far up && "
            + $"ip route add default dev lan && LANTALK_DATA_DIR={Of(name)} PS1=\"$ \" exec sh'",
        "$",
        rows: 36);

    /// <summary>Joins it from another terminal, and waits until it shows a text.</summary>
    public Task JoinAsync(string name, string options, string shown) =>
        StartAsync(name, columns: 84, $"lantalk join 127.0.0.1:{Port} --name {Capital(name)} --config-dir {Of(name)} {options}", shown);

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

    public Task WriteAsync(string name, string text) => TmuxAsync("send-keys", "-t", name, "-l", text);

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

    /// <summary>The contents of a terminal, with its colours, and where its cursor is. The home directory is drawn as a shell writes it.</summary>
    public async Task<Screen> CaptureAsync(string name)
    {
        var screen = (await TmuxAsync("capture-pane", "-p", "-e", "-N", "-t", name)).Replace(_directory, "~", StringComparison.Ordinal);
        var at = (await TmuxAsync("display-message", "-p", "-t", name, "#{cursor_x} #{cursor_y} #{pane_width}")).Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new Screen(Screen.Read(screen.TrimEnd('\n').Split('\n')), at[2], (at[0], at[1]));
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

    private async Task StartAsync(string name, int columns, string command, string shown, int rows = 20)
    {
        await TmuxAsync("-f", Of("tmux.conf"), "new-session", "-d", "-s", name, "-x", $"{columns}", "-y", $"{rows}", "-c", _directory, $"exec {command}");
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

        start.Environment["HOME"] = _directory;
        foreach (var name in (string[])["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"])
        {
            start.Environment.Remove(name);
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
internal sealed record Palette(string Text, string Background, string Border, string[] First)
{
    public static Palette Dark { get; } = new(
        "#e6edf3", "#0d1117", "#30363d",
        ["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4", "#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff"]);

    public static Palette Light { get; } = new(
        "#1f2328", "#ffffff", "#d1d9e0",
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

    /// <summary>The colours of the text and of what is behind it; null is the terminal's own background.</summary>
    public (string Text, string? Back) In(Palette palette)
    {
        var (text, back) = (Color is { } color ? palette[color] : palette.Text, Back is { } behind ? palette[behind] : null);
        return IsInverse ? (back ?? palette.Background, text) : (text, back);
    }
}

/// <summary>Characters of one look that stand together, or one wide character.</summary>
internal sealed record Cell(int Column, int Width, string Text, Look Look);

/// <summary>A captured screen.</summary>
internal sealed partial record Screen(Cell[][] Rows, int Columns, (int Column, int Row) Cursor)
{
    /// <summary>Reads rows as tmux captures them: a look lasts beyond the end of its row.</summary>
    public static Cell[][] Read(string[] lines)
    {
        var look = default(Look);
        var rows = new List<Cell[]>();
        foreach (var line in lines)
        {
            rows.Add([.. ReadRow(line, ref look)]);
        }

        return [.. rows];
    }

    // Each wide character is a cell of its own, so that no font can push the rest of the row.
    private static List<Cell> ReadRow(string line, ref Look look)
    {
        var cells = new List<Cell>();
        var column = 0;
        foreach (Match match in Run().Matches(line))
        {
            if (match.Groups["sgr"].Success)
            {
                look = look.After(match.Groups["sgr"].Value);
                continue;
            }

            foreach (var cluster in Clusters(match.Value))
            {
                var isWide = cluster.EnumerateRunes().Max(rune => UnicodeCalculator.GetWidth(rune.Value)) == 2;
                if (!isWide && cells is [.., { } last] && last.Look == look && last.Width == last.Text.Length && last.Column + last.Width == column && !IsWideText(last))
                {
                    cells[^1] = last with { Width = last.Width + 1, Text = last.Text + cluster };
                }
                else
                {
                    cells.Add(new Cell(column, isWide ? 2 : 1, cluster, look));
                }

                column += isWide ? 2 : 1;
            }
        }

        return cells;
    }

    private static bool IsWideText(Cell cell) => cell.Text.EnumerateRunes().Any(rune => UnicodeCalculator.GetWidth(rune.Value) == 2);

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

/// <summary>
/// Screens one after another as one SVG, which moves by CSS alone, because code hosts run no scripts. Each row is drawn once, and shown
/// where and when it is there. A reader who asked for less motion, and a program without CSS animations, get the last screen.
/// </summary>
internal sealed class Film(Desk desk, Palette palette, int rows)
{
    private const int LineHeight = 20, Margin = 14;
    private const double CharacterWidth = 8.4;

    private readonly List<(Screen Screen, int Hold)> _frames = [];

    /// <summary>Shows what a terminal shows now, for a number of milliseconds.</summary>
    public async Task TakeAsync(string name, int hold) => _frames.Add((await desk.CaptureAsync(name), hold));

    /// <summary>Types a text, two characters a frame.</summary>
    public async Task TypeAsync(string name, string text, int hold)
    {
        await TakeAsync(name, 600);
        for (var typed = 0; typed < text.Length; typed += 2)
        {
            var end = Math.Min(typed + 2, text.Length);
            await desk.WriteAsync(name, text[typed..end]);
            await desk.UntilAsync(name, text[..end].TrimEnd());
            await TakeAsync(name, hold);
        }
    }

    /// <summary>Presses Enter, and shows what comes of it.</summary>
    public async Task EnterAsync(string name, string shown, int hold, string shownToo = "")
    {
        await desk.PressAsync(name, "Enter");
        await desk.UntilAsync(name, shown);
        await desk.UntilAsync(name, shownToo);
        await TakeAsync(name, hold);
    }

    public Task WriteAsync(string picture) => File.WriteAllTextAsync(Path.Combine("docs", "pictures", picture), ToSvg());

    private string ToSvg()
    {
        var drawn = new Dictionary<string, int>(StringComparer.Ordinal);
        var shown = new Dictionary<(string Markup, int Row), List<int>>();
        for (var frame = 0; frame < _frames.Count; frame++)
        {
            var screen = _frames[frame].Screen;
            for (var row = 0; row < Math.Min(rows, screen.Rows.Length); row++)
            {
                Show(string.Concat(screen.Rows[row].Select(cell => Draw(cell))), row, frame);
            }

            Show(DrawCursor(screen.Cursor.Column), screen.Cursor.Row, frame);
        }

        var steps = new Dictionary<string, string>(StringComparer.Ordinal);
        var uses = new StringBuilder();
        foreach (var ((markup, row), frames) in shown)
        {
            uses.Append(CultureInfo.InvariantCulture, $"<use href=\"#r{drawn[markup]}\" y=\"{row * LineHeight}\"{When(frames, steps)}/>\n");
        }

        var (width, height) = ((int)(_frames.Max(frame => frame.Screen.Columns) * CharacterWidth) + (2 * Margin), (rows * LineHeight) + (2 * Margin));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="14" fill="{palette.Text}">
            <style>text{Rule("white-space:pre")}rect{Rule("shape-rendering:crispEdges")}{Animations(steps)}</style>
            <defs>{string.Concat(drawn.Select(row => $"<g id=\"r{row.Value}\">{row.Key}</g>\n"))}</defs>
            <rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8" fill="{palette.Background}" stroke="{palette.Border}"/>
            <g transform="translate({Margin} {Margin})">
            {uses}</g>
            </svg>

            """);

        void Show(string markup, int row, int frame)
        {
            if (markup.Length > 0)
            {
                drawn.TryAdd(markup, drawn.Count);
                if (!shown.TryGetValue((markup, row), out var frames))
                {
                    shown[(markup, row)] = frames = [];
                }

                frames.Add(frame);
            }
        }
    }

    private static string Rule(string declarations) => $"{{{declarations}}}";

    private string Animations(Dictionary<string, string> steps) => steps.Count == 0
        ? ""
        : "[class]" + Rule(string.Create(CultureInfo.InvariantCulture, $"animation:{_frames.Sum(frame => frame.Hold) / 1000.0:0.##}s step-end infinite;visibility:hidden")) + ".z" + Rule("visibility:visible")
            + string.Concat(steps.Select(step => $"@keyframes {step.Value}{Rule(step.Key)}.{step.Value}{Rule($"animation-name:{step.Value}")}"))
            + "@media(prefers-reduced-motion:reduce)" + Rule("[class]" + Rule("animation:none"));

    // The class of what is there in some frames only; what is there in the last one is 'z', too.
    private string When(List<int> frames, Dictionary<string, string> steps)
    {
        if (frames.Count == _frames.Count)
        {
            return "";
        }

        var key = new StringBuilder(frames[0] == 0 ? "" : "0%{visibility:hidden}");
        foreach (var frame in frames)
        {
            if (!frames.Contains(frame - 1))
            {
                Step(frame, "visible");
            }

            if (!frames.Contains(frame + 1) && frame + 1 < _frames.Count)
            {
                Step(frame + 1, "hidden");
            }
        }

        if (!steps.TryGetValue(key.ToString(), out var name))
        {
            steps[key.ToString()] = name = $"k{steps.Count}";
        }

        return $" class=\"{name}{(frames[^1] == _frames.Count - 1 ? " z" : "")}\"";

        void Step(int frame, string visibility)
        {
            var at = (double)_frames.Take(frame).Sum(earlier => earlier.Hold) / _frames.Sum(any => any.Hold);
            key.Append(CultureInfo.InvariantCulture, $"{at:0.###%}{Rule($"visibility:{visibility}")}");
        }
    }

    private static string DrawCursor(int column) => string.Create(
        CultureInfo.InvariantCulture, $"<rect x=\"{column * CharacterWidth:0.#}\" width=\"{CharacterWidth}\" height=\"{LineHeight}\" opacity=\".6\"/>");

    // Not as text: fonts leave gaps between rows, and no phone reads a code with gaps.
    private static string DrawBlocks(Cell cell, string color)
    {
        var drawn = new StringBuilder();
        foreach (var (half, isThere) in (ReadOnlySpan<(int, Func<char, bool>)>)[(0, letter => letter is '▀' or '█'), (1, letter => letter is '▄' or '█')])
        {
            for (var from = 0; from < cell.Text.Length; from++)
            {
                var to = from;
                while (to < cell.Text.Length && isThere(cell.Text[to]))
                {
                    to++;
                }

                if (to > from)
                {
                    var (x, width) = ((cell.Column + from) * CharacterWidth, (to - from) * CharacterWidth);
                    drawn.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{half * LineHeight / 2}\" width=\"{width:0.#}\" height=\"{LineHeight / 2}\" fill=\"{color}\"/>");
                    from = to;
                }
            }
        }

        return drawn.ToString();
    }

    // As wide as in a terminal, whatever font the reader has. An emoji is left as it is: stretched, it looks odd.
    private string Draw(Cell cell)
    {
        var (text, back) = cell.Look.In(palette);
        var letters = cell.Text.Trim();
        var x = cell.Column * CharacterWidth;
        var start = (cell.Column + cell.Text.Length - cell.Text.TrimStart().Length) * CharacterWidth;
        var behind = back is null ? "" : string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" width=\"{cell.Width * CharacterWidth:0.#}\" height=\"{LineHeight}\" fill=\"{back}\"/>");
        if (letters.Length == 0)
        {
            return behind;
        }

        if (letters.All(letter => letter is '▀' or '▄' or '█' or ' '))
        {
            return behind + DrawBlocks(cell, text);
        }

        var columns = cell.Width - (cell.Text.Length - letters.Length);
        var fit = char.IsSurrogate(letters[0]) ? "" : string.Create(CultureInfo.InvariantCulture, $" textLength=\"{columns * CharacterWidth:0.#}\" lengthAdjust=\"spacingAndGlyphs\"");
        var style = (text == palette.Text ? "" : $" fill=\"{text}\"") + (cell.Look.IsDim ? " opacity=\".62\"" : "") + (cell.Look.IsBold ? " font-weight=\"bold\"" : "") + (cell.Look.IsUnderlined ? " text-decoration=\"underline\"" : "");
        return behind + string.Create(CultureInfo.InvariantCulture, $"<text x=\"{start:0.#}\" y=\"15\"{fit}{style}>{WebUtility.HtmlEncode(letters)}</text>");
    }
}

/// <summary>The programs that the pictures are made with.</summary>
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
    [GeneratedRegex(@"^/me ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
