using System.Collections.Concurrent;
using System.Globalization;
using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins.Running;

/// <summary>The answers that somebody waits for, by the <c>ref</c> of what was asked.</summary>
internal sealed class Answers(TimeProvider time)
{
    /// <summary>The server answers at once, unless it is broken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly IncomingLine Gone = Failed("The server is gone.");

    private readonly ConcurrentDictionary<string, TaskCompletionSource<IncomingLine>> _waiting = new(StringComparer.Ordinal);
    private long _refs;
    private volatile bool _isOver;

    /// <summary>Asks, and waits for the answer, which has an error if there is none.</summary>
    /// <param name="send">Sends what is asked, with this <c>ref</c>.</param>
    /// <param name="takesLong">Whether the server may take as long as it needs.</param>
    public async Task<IncomingLine> AskAsync(Action<string> send, bool takesLong = false)
    {
        var reference = Interlocked.Increment(ref _refs).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<IncomingLine>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[reference] = answer;
        try
        {
            if (_isOver)
            {
                return Gone;
            }

            send(reference);
            return await answer.Task.WaitAsync(takesLong ? Timeout.InfiniteTimeSpan : Patience, time);
        }
        catch (TimeoutException)
        {
            return Failed("The server does not answer.");
        }
        finally
        {
            _waiting.TryRemove(reference, out _);
        }
    }

    /// <summary>Takes an answer; false if nobody waits for it.</summary>
    public bool Take(IncomingLine line) => line.Ref is { } reference && _waiting.TryRemove(reference, out var answer) && answer.TrySetResult(line);

    /// <summary>There are no more answers.</summary>
    public void End()
    {
        _isOver = true;
        foreach (var answer in _waiting.Values)
        {
            answer.TrySetResult(Gone);
        }
    }

    private static IncomingLine Failed(string error) => new() { Type = "answer", Error = error };
}
