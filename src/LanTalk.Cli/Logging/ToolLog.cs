using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using Serilog.Core;
using Serilog.Events;

namespace LanTalk.Cli.Logging;

/// <summary>Where log lines go: to the console and perhaps into a file, each by a queue, so that whoever logs never waits for either.</summary>
internal sealed class ToolLog : ILogEventSink, IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly OutputQueue _console;
    private readonly OutputQueue? _errors;
    private readonly OutputQueue? _file;

    /// <param name="console">Where the terminal has a prompt, the queue to it; null for standard error.</param>
    /// <param name="file">The log file; null for none.</param>
    /// <param name="time">The clock.</param>
    public ToolLog(OutputQueue? console, LogFile? file, TimeProvider time)
    {
        _time = time;
        _errors = console is null ? new OutputQueue("Standard error", new StreamOutput(StandardStreams.OpenError()), time) : null;
        _console = console ?? _errors!;
        if (file is not null)
        {
            _file = new OutputQueue("Log file", file, time) { Failed = cause => Note(_console, LogEventLevel.Error, $"The log file cannot be written: {cause}") };
        }
    }

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        // The host logs with its stack what it throws as well, and whoever catches that says it in a sentence.
        if (logEvent.MessageTemplate.Text == "Hosting failed to start")
        {
            return;
        }

        OutputLine[] lines = [.. LogLines.Of(logEvent).Select(line => new OutputLine(line))];
        _console.Add(lines);
        _file?.Add(lines);
    }

    /// <summary>Says something in both.</summary>
    public void Note(LogEventLevel level, string text)
    {
        Note(_console, level, text);
        if (_file is not null)
        {
            Note(_file, level, text);
        }
    }

    /// <summary>Notes in the file why there was no start; at the console a person is told that in another way, and of nothing else.</summary>
    public void NoteFailedStart(string cause)
    {
        if (_file is not null)
        {
            _file.Failed = null;
            Note(_file, LogEventLevel.Error, cause);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }

        if (_errors is not null)
        {
            await _errors.DisposeAsync();
        }
    }

    private void Note(OutputQueue queue, LogEventLevel level, string text) => queue.Add(new OutputLine(LogLines.Line(_time.GetLocalNow(), level, text)));
}
