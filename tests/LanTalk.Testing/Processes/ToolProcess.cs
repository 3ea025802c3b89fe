using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace LanTalk.Testing.Processes;

/// <summary>One run of the tool with its streams redirected.</summary>
public sealed class ToolProcess : IAsyncDisposable
{
    /// <summary>No test waits longer for anything; one that waits this long has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly OutputLines _output;
    private readonly OutputLines _errors;

    private ToolProcess(Process process)
    {
        _process = process;
        _output = new OutputLines(process.StandardOutput);
        _errors = new OutputLines(process.StandardError);
    }

    /// <summary>Starts a command in a directory.</summary>
    /// <param name="command">The tool, or a program that runs it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="variables">Environment variables in addition to the test's own.</param>
    public static ToolProcess Start(
        string command, IEnumerable<string> arguments, string? directory = null, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = directory ?? "",
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new ToolProcess(Process.Start(start)!);
    }

    /// <summary>The lines on standard output so far.</summary>
    public IReadOnlyList<string> Output => _output.Seen;

    /// <summary>The lines on standard output after the first ones.</summary>
    public IReadOnlyList<string> OutputAfter(int lines) => _output.After(lines);

    /// <summary>The lines on standard error so far.</summary>
    public IReadOnlyList<string> Errors => _errors.Seen;

    /// <summary>Writes a line to its standard input.</summary>
    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends its standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Waits for a line on standard output that contains a text.</summary>
    public Task<string> OutputAsync(string text) => _output.WaitAsync(text, () => Errors);

    /// <summary>Waits for a line on standard error that contains a text.</summary>
    public Task<string> ErrorAsync(string text) => _errors.WaitAsync(text, () => Output);

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end; returns the exit code.</summary>
    /// <param name="patience">How long, if it is not a test's usual <see cref="Patience"/>.</param>
    public async Task<int> ExitAsync(TimeSpan? patience = null)
    {
        await _process.WaitForExitAsync().WaitAsync(patience ?? Patience);
        await Task.WhenAll(_output.Ended, _errors.Ended).WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    /// <summary>The lines of one stream, as they arrive.</summary>
    private sealed class OutputLines
    {
        private readonly List<string> _seen = [];
        private readonly Channel<string> _new = Channel.CreateUnbounded<string>();

        public OutputLines(StreamReader stream) => Ended = ReadAsync(stream);

        public Task Ended { get; }

        public IReadOnlyList<string> Seen => After(0);

        public IReadOnlyList<string> After(int lines)
        {
            lock (_seen)
            {
                return _seen[lines..];
            }
        }

        /// <param name="text">The text that it contains.</param>
        /// <param name="others">The other stream's lines, which may explain why none came.</param>
        public async Task<string> WaitAsync(string text, Func<IReadOnlyList<string>> others)
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            try
            {
                await foreach (var line in _new.Reader.ReadAllAsync(patience.Token))
                {
                    if (line.Contains(text, StringComparison.Ordinal))
                    {
                        return line;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // Reported below, with the lines that did come.
            }

            throw new InvalidOperationException($"No line with '{text}' came, but:\n{string.Join('\n', Seen.Concat(others()))}");
        }

        private async Task ReadAsync(StreamReader stream)
        {
            while (await stream.ReadLineAsync() is { } line)
            {
                lock (_seen)
                {
                    _seen.Add(line);
                }

                _new.Writer.TryWrite(line);
            }

            _new.Writer.Complete();
        }
    }
}
