using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests.Infrastructure;

/// <summary>The lines of a plug-in that runs, wherever it does.</summary>
internal abstract class PluginLines : IAsyncDisposable
{
    /// <summary>What it wrote to its log so far.</summary>
    public abstract string Log { get; }

    /// <summary>Gives it a line.</summary>
    public abstract Task WriteAsync(string line);

    /// <summary>Waits for its next line.</summary>
    public abstract Task<string> ReadAsync();

    /// <summary>Closes its input.</summary>
    public abstract void End();

    /// <summary>Waits for a line of its log that contains a text.</summary>
    public abstract Task LogAsync(string text);

    /// <summary>Waits until it has ended; returns its exit code.</summary>
    public abstract Task<int> ExitAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A plug-in in this process, over streams in memory.</summary>
internal sealed class LinesInMemory : PluginLines
{
    private readonly CancellationTokenSource _end = new();
    private readonly StringWriter _log = new(CultureInfo.InvariantCulture);
    private readonly TextWriter _writer;
    private readonly Pipe _input = new();
    private readonly StreamReader _reader;
    private readonly Task _running;

    /// <param name="create">Makes the plug-in, with this log.</param>
    public LinesInMemory(Func<TextWriter, Plugin> create)
    {
        _writer = TextWriter.Synchronized(_log);
        var output = new Pipe();
        _reader = new StreamReader(output.Reader.AsStream());
        _running = create(_writer).RunAsync(_input.Reader.AsStream(), output.Writer.AsStream(), _end.Token);
    }

    public override string Log
    {
        get
        {
            // What a synchronized writer locks is itself.
            lock (_writer)
            {
                return _log.ToString();
            }
        }
    }

    public override async Task WriteAsync(string line) => await _input.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n"));

    public override async Task<string> ReadAsync() =>
        await _reader.ReadLineAsync().WaitAsync(ToolProcess.Patience) ?? throw new InvalidOperationException($"The plug-in has ended:\n{Log}");

    public override Task LogAsync(string text)
    {
        Log.Should().Contain(text);
        return Task.CompletedTask;
    }

    public override void End() => _input.Writer.Complete();

    public override async Task<int> ExitAsync()
    {
        await _running.WaitAsync(ToolProcess.Patience);
        return 0;
    }

    /// <summary>Ends it as a signal does.</summary>
    public Task CancelAsync() => _end.CancelAsync();

    public override async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.WaitAsync(ToolProcess.Patience);
        _end.Dispose();
        _reader.Dispose();
        await _log.DisposeAsync();
    }
}

/// <summary>A plug-in in a process of its own.</summary>
internal sealed class LinesOfProcess(ToolProcess process) : PluginLines
{
    public override string Log => string.Join('\n', process.Errors);

    public static LinesOfProcess Start(string directory, string command, params IEnumerable<string> arguments) =>
        new(ToolProcess.Start(command, arguments, directory));

    public override Task WriteAsync(string line) => process.TypeAsync(line);

    public override Task<string> ReadAsync() => process.OutputAsync("");

    public override void End() => process.EndInput();

    public override Task LogAsync(string text) => process.ErrorAsync(text);

    /// <summary>Sends it a signal, such as <c>TERM</c>.</summary>
    public Task SignalAsync(string signal) => process.SignalAsync(signal);

    public override Task<int> ExitAsync() => process.ExitAsync();

    public override ValueTask DisposeAsync() => process.DisposeAsync();
}
