using System.Collections.Concurrent;
using LanTalk.Cli.Terminals;

namespace LanTalk.Cli.Tests.Terminals;

/// <summary>An output that a test can block and release, and make fail.</summary>
internal sealed class GatedOutput : IOutput
{
    private readonly ConcurrentQueue<string> _written = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _finished = new(0);
    private readonly ManualResetEventSlim _open = new(true);

    /// <summary>The lines written so far.</summary>
    public IReadOnlyList<string> Written => [.. _written];

    /// <summary>The error of each write; null for none.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it was closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Blocks writes from now on.</summary>
    public void Freeze() => _open.Reset();

    /// <summary>Releases writes.</summary>
    public void Thaw() => _open.Set();

    /// <summary>Completes when one more write has begun.</summary>
    public Task BegunAsync() => _arrived.WaitAsync().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Completes when one more write is over.</summary>
    public Task FinishedAsync() => _finished.WaitAsync().WaitAsync(TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    public void Write(IReadOnlyList<OutputLine> lines)
    {
        _arrived.Release();
        _open.Wait();
        try
        {
            if (Failure is { } failure)
            {
                throw failure;
            }

            foreach (var line in lines)
            {
                _written.Enqueue(line.Text.ToString());
            }
        }
        finally
        {
            _finished.Release();
        }
    }

    /// <inheritdoc/>
    public void Close() => IsClosed = true;
}
