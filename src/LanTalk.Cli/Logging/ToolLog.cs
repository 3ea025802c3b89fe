using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using Serilog.Core;
using Serilog.Events;

namespace LanTalk.Cli.Logging;

/// <summary>Sends log lines to the console and perhaps into a file, through a queue for each, so that logging never waits for either.</summary>
internal sealed class ToolLog : ILogEventSink, IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly OutputQueue _console;
    private readonly OutputQueue? _errors;
    private readonly OutputQueue? _file;

    /// <param name="console">The queue to the terminal, if that has a prompt; null for standard error.</param>
    /// <param name="file">The log file; null for none.</param>
    /// <param name="time">The clock.</param>
    public ToolLog(OutputQueue? console, LogFile? file, TimeProvider time)
    {
        _time = time;
        _errors = console is null ? new OutputQueue("Standard error", new StreamOutput(StandardStreams.OpenError()), time) : null;
        _console = console ?? _errors!;
        if (file is not null)
        {
            _file = new OutputQueue("Log file", file,
                time)
            {
                Failed = cause => Note(_console, LogEventLevel.Error, $"The log file cannot be written: {cause}"),
            };
        }
    }

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        // The host also logs, with a stack trace, the exceptions that it throws; the code that catches them says it in a sentence.
        if (logEvent.MessageTemplate.Text == "Hosting failed to start")
        {
            return;
        }

        OutputLine[] lines = [.. LogLines.Of(logEvent).Select(line => new OutputLine(line))];
        _console.Add(lines);
        _file?.Add(lines);
    }

    /// <summary>Writes a line to both.</summary>
    public void Note(LogEventLevel level, string text)
    {
        Note(_console, level, text);
        if (_file is not null)
        {
            Note(_file, level, text);
        }
    }

    /// <summary>Notes in the file why the start failed; at the console, a person learns that in another way.</summary>
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
