using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace LanTalk.Testing.Processes;

/// <summary>
/// A real xterm with a program in it, on a screen that nobody sees. Keys are pressed in its window; text comes as it does from an input method. What
/// is on the screen, and where the cursor is, the xterm itself says.
/// </summary>
public sealed partial class Xterm : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly VirtualDisplay _display;
    private readonly Process _xterm;
    private readonly FileStream _typed;
    private readonly FileStream _asked;
    private readonly Channel<int> _columns = Channel.CreateUnbounded<int>();
    private readonly ScreenNews _news;
    private readonly Task _listening;

    private Xterm(TemporaryDirectory directory, VirtualDisplay display)
    {
        (_directory, _display) = (directory, display);
        (_typed, _asked) = (OpenPipe("typed"), OpenPipe("asked"));
        var start = new ProcessStartInfo(
            "xterm",
            [
                "-geometry", "80x24+0+0", "-xrm", $"*printerCommand: cat > {directory.File("page")}", "-xrm", "*printAttributes: 0",
                "-e", "sh", directory.File("relay.sh"),
            ])
        { UseShellExecute = false };
        Subprogram.Prepare(start);
        start.Environment["DISPLAY"] = display.Name;
        _xterm = Process.Start(start)!;
        _news = ScreenNews.Of(directory.File("news"), ScreenAsync);
        _listening = Task.Run(Listen);
    }

    /// <summary>Runs a shell command in a new terminal of 80 by 24, which ends with it.</summary>
    public static async Task<Xterm> StartAsync(string command)
    {
        foreach (var program in new[] { "xterm", "xdotool", "script" })
        {
            await Requirement.ProgramAsync("An xterm is needed", "sh", "-c", $"command -v {program}");
        }

        var display = await VirtualDisplay.StartAsync();
        var directory = new TemporaryDirectory();
        foreach (var pipe in new[] { "typed", "asked", "answers", "news", "page" })
        {
            await Subprogram.RunAsync("mkfifo", directory.File(pipe));
        }

        // The program has a terminal of its own, and the bytes between that one and the xterm pass by here.
        await File.WriteAllTextAsync(directory.File("program.sh"), $"echo $$ > '{directory.File("id")}'\nstty rows 24 cols 80\nexec env {command}\n");
        await File.WriteAllTextAsync(
            directory.File("relay.sh"),
            $$"""
            cd '{{directory.Path}}'
            stty raw -echo
            cat asked &
            { tee answers <&3 & exec cat typed; } 3<&0 | script -qfc 'sh program.sh' /dev/null | tee news
            """);
        return new Xterm(directory, display);
    }

    /// <summary>Presses keys in the window, by their names in X (<c>Left</c>, <c>ctrl+u</c>).</summary>
    public Task PressAsync(params string[] keys) => Subprogram.RunAsync([("DISPLAY", _display.Name)], "xdotool", ["key", .. keys]);

    /// <summary>Types text as it is.</summary>
    public async Task TypeAsync(string text) => await _typed.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The cursor's column, from 0.</summary>
    public async Task<int> ColumnAsync()
    {
        await _asked.WriteAsync("\e[?6n"u8.ToArray());
        return await _columns.Reader.ReadAsync().AsTask().WaitAsync(ToolProcess.Patience) - 1;
    }

    /// <summary>The lines on the screen, without blanks at their ends and without empty lines at the bottom.</summary>
    public async Task<IReadOnlyList<string>> ScreenAsync()
    {
        var page = Task.Run(() => File.ReadAllText(_directory.File("page")));
        await _asked.WriteAsync("\e[i"u8.ToArray());

        // The second half of a wide character is printed as one that there is not.
        var lines = (await page.WaitAsync(ToolProcess.Patience)).Replace("\uffff", "", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()).ToList();
        return [.. lines.Take(lines.FindLastIndex(line => line.Length > 0) + 1)];
    }

    /// <summary>Waits until a line of the screen contains a text.</summary>
    public Task<IReadOnlyList<string>> WaitForAsync(string text) =>
        _news.WaitAsync(screen => screen.Any(line => line.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits until the last line of the screen is this.</summary>
    public Task<IReadOnlyList<string>> WaitForLastLineAsync(string line) => _news.WaitAsync(screen => screen.Count > 0 && screen[^1] == line);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using (var program = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(_directory.File("id")), CultureInfo.InvariantCulture)))
        {
            program.Kill();
        }

        // The relay of typed bytes ends with the program, once nobody can type any more.
        await _typed.DisposeAsync();
        await _asked.DisposeAsync();
        await _xterm.WaitForExitAsync().WaitAsync(ToolProcess.Patience);
        await Task.WhenAll(_news.Reading, _listening).WaitAsync(ToolProcess.Patience);
        _xterm.Dispose();
        await _display.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Open at both ends, so that nobody waits for the other one.</summary>
    private FileStream OpenPipe(string name) =>
        new(_directory.File(name), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, BufferSize = 0 });

    /// <summary>Reads what the xterm answers, the program's questions included, which are of another form.</summary>
    private void Listen()
    {
        using var answers = new StreamReader(_directory.File("answers"), Encoding.Latin1);
        var heard = new StringBuilder();
        while (answers.Read() is >= 0 and var c)
        {
            heard.Append((char)c);
            if (c == 'R' && CursorReport().Match(heard.ToString()) is { Success: true } report)
            {
                _columns.Writer.TryWrite(int.Parse(report.Groups["column"].ValueSpan, CultureInfo.InvariantCulture));
                heard.Clear();
            }
        }
    }

    [GeneratedRegex(@"\x1b\[\?\d+;(?<column>\d+)(;\d+)?R$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CursorReport();
}
