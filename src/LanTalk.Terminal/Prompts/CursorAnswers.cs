using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>
/// The terminal's answers to where its cursor is. They come among the keys, some time after the question, or never. They must not be left to the
/// program that has the terminal next, which would take them for typed.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class CursorAnswers(TimeProvider time)
{
    /// <summary>A terminal that has not answered by now will not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly WidthMeasure _measure = new();
    private readonly long _askedAt = time.GetTimestamp();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes an answer, on the thread that reads keys.</summary>
    /// <returns>How the terminal counts columns, with the last one; otherwise null.</returns>
    public TextWidth? Take(int column)
    {
        var measured = _measure.Take(column);
        if (_measure.IsDone)
        {
            _done.TrySetResult();
        }

        return measured;
    }

    /// <summary>Waits for the answers that are under way, while another thread reads keys.</summary>
    public async Task WaitAsync() =>
        await _done.Task.WaitAsync(Remaining, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Reads keys until the answers that are under way are here, on the thread that reads keys.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="take">Given each.</param>
    public void ReadUntilHere(KeyReader keys, Action<KeyInput> take)
    {
        while (!_measure.IsDone && Remaining is var remaining && remaining > TimeSpan.Zero && keys.Comes(remaining))
        {
            take(keys.Read());
        }
    }

    private TimeSpan Remaining => Patience - time.GetElapsedTime(_askedAt) is { Ticks: > 0 } remaining ? remaining : TimeSpan.Zero;
}
