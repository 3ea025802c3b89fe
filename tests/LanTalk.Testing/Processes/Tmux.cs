using System.Diagnostics;
using System.Globalization;

namespace LanTalk.Testing.Processes;

/// <summary>
/// A real terminal with a program in it: a separate tmux server with one pane. The program's output also goes to a pipe, so that a test waits for
/// output instead of for time to pass.
/// </summary>
public sealed class Tmux : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _socket;
    private ScreenNews? _news;

    private Tmux() => _socket = _directory.File("tmux");

    /// <summary>Runs a shell command in a new terminal; the terminal stays when the command has ended.</summary>
    public static async Task<Tmux> StartAsync(string command, int columns = 80, int rows = 24)
    {
        await Requirement.ProgramAsync("A terminal is needed", "tmux", "-V");
        var tmux = new Tmux();
        var pipe = tmux._directory.File("output");
        await Subprogram.RunAsync("mkfifo", pipe);

        // The pane waits for the pipe, so that none of the command's output is missed. Ctrl-C is for the command alone.
        var script = $"trap : INT; read start; {command}; echo \"exit code $?\"; exec cat";
        await tmux.CommandAsync("-f", "/dev/null", "new-session", "-d", "-x", Text(columns), "-y", Text(rows), "sh", "-c", script);
        await tmux.CommandAsync("pipe-pane", "-O", $"exec cat > {pipe}");
        tmux._news = ScreenNews.Of(pipe, tmux.ScreenAsync);
        await tmux.CommandAsync("send-keys", "Enter");
        return tmux;
    }

    /// <summary>Presses keys, by tmux's names (<c>Enter</c>, <c>C-c</c>).</summary>
    public Task PressAsync(params string[] keys) => CommandAsync(["send-keys", .. keys]);

    /// <summary>Types text as it is.</summary>
    public Task TypeAsync(string text) => CommandAsync("send-keys", "-l", text);

    /// <summary>Pastes text as terminals do, in brackets if the program asked for them.</summary>
    public async Task PasteAsync(string text)
    {
        await CommandAsync("set-buffer", text);
        await CommandAsync("paste-buffer", "-p");
    }

    /// <summary>Changes the size.</summary>
    public Task ResizeAsync(int columns, int rows) => CommandAsync("resize-window", "-x", Text(columns), "-y", Text(rows));

    /// <summary>The lines on the screen, without blanks at their ends and without empty lines at the bottom.</summary>
    public async Task<IReadOnlyList<string>> ScreenAsync()
    {
        var lines = (await CommandAsync("capture-pane", "-p")).Split('\n').Select(line => line.TrimEnd()).ToList();
        return [.. lines.Take(lines.FindLastIndex(line => line.Length > 0) + 1)];
    }

    /// <summary>All lines, including those scrolled out of sight.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync() =>
        [.. (await CommandAsync("capture-pane", "-p", "-S", "-")).Split('\n').Select(line => line.TrimEnd())];

    /// <summary>A value of tmux's formats, such as <c>cursor_x</c>.</summary>
    public async Task<string> ValueAsync(string format) => (await CommandAsync("display-message", "-p", $"#{{{format}}}")).Trim();

    /// <summary>Waits until the screen satisfies a condition.</summary>
    public Task<IReadOnlyList<string>> WaitAsync(Predicate<IReadOnlyList<string>> isReached) => _news!.WaitAsync(isReached);

    /// <summary>Waits until a line of the screen contains a text.</summary>
    public Task<IReadOnlyList<string>> WaitForAsync(string text) =>
        WaitAsync(screen => screen.Any(line => line.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits until the last line of the screen is this.</summary>
    public Task<IReadOnlyList<string>> WaitForLastLineAsync(string line) => WaitAsync(screen => screen.Count > 0 && screen[^1] == line);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var programs = await ProgramsAsync();
        await CommandAsync("kill-server");
        foreach (var program in programs)
        {
            // It ends when its terminal is gone, and may write until then.
            await program.WaitForExitAsync().WaitAsync(ToolProcess.Patience);
            program.Dispose();
        }

        await (_news?.Reading ?? Task.CompletedTask).WaitAsync(ToolProcess.Patience);
        _directory.Dispose();
    }

    /// <summary>The programs that the terminal's shell runs now.</summary>
    private async Task<IReadOnlyList<Process>> ProgramsAsync()
    {
        var shell = await ValueAsync("pane_pid");
        var programs = new List<Process>();
        foreach (var id in (await File.ReadAllTextAsync($"/proc/{shell}/task/{shell}/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                programs.Add(Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture)));
            }
            catch (ArgumentException)
            {
                // It has already ended.
            }
        }

        return programs;
    }

    private Task<string> CommandAsync(params string[] arguments) => Subprogram.RunAsync("tmux", ["-S", _socket, .. arguments]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
