using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Tests;

/// <summary>Keeps the log's lines, from level information on, for tests.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text, Exception? Cause)> _lines = new();
    private readonly Channel<string> _new = Channel.CreateUnbounded<string>();

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => [.. _lines.Select(line => line.Text)];

    /// <summary>The lines that would alarm an operator.</summary>
    public IReadOnlyList<string> Errors => [.. _lines.Where(line => line.Level >= LogLevel.Error).Select(line => $"{line.Text}{line.Cause}")];

    /// <summary>Completes when a line was logged.</summary>
    public async Task LineAsync(string line)
    {
        while (await _new.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)) != line)
        {
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var line = formatter(state, exception);
            _lines.Enqueue((logLevel, line, exception));
            _new.Writer.TryWrite(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
