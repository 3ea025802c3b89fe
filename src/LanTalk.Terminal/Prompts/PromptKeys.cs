using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>
/// The keys that a person presses, without the terminal's reports of its cursor. Those arrive among the keys, some time after the question, or never.
/// They must not be left to the program that has the terminal next, which would take them for typed text. Keys are read by one thread.
/// </summary>
internal sealed class PromptKeys
{
    /// <summary>A terminal that has not answered by now will not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>While answers are outstanding, characters after an escape are more likely the rest of one than a key.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider _time;
    private readonly Action<TextWidth> _measured;
    private readonly KeyReader _keys;
    private readonly WidthMeasure _measure = new();
    private readonly long _askedAt;
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Keys pressed while waiting for answers.
    private readonly Queue<KeyInput> _held = new();
    private long _escapeTimeout;

    /// <param name="terminal">The terminal to read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="measured">Called with the terminal's way of counting columns, once it has answered.</param>
    public PromptKeys(ITerminal terminal, TimeProvider time, Action<TextWidth> measured)
    {
        (_time, _measured, _askedAt) = (time, measured, time.GetTimestamp());
        _keys = new KeyReader(terminal)
        {
            EscapeTimeout = () => !_measure.IsDone && Remaining > TimeSpan.Zero && EscapeTimeout < AnswerTimeout ? AnswerTimeout : EscapeTimeout,
        };
    }

    /// <summary>How long to wait for the rest of a key that arrives in pieces. May be set by any thread.</summary>
    public TimeSpan EscapeTimeout
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _escapeTimeout));
        set => Volatile.Write(ref _escapeTimeout, value.Ticks);
    }

    /// <summary>Waits for the next key.</summary>
    /// <param name="idle">Called whenever nothing more can be read without waiting.</param>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public KeyInput Read(Action idle)
    {
        while (true)
        {
            if (_held.TryDequeue(out var held))
            {
                return held;
            }

            if (!_keys.Comes(TimeSpan.Zero))
            {
                idle();
            }

            var input = _keys.Read();
            if (!TryTakeAnswer(input))
            {
                return input;
            }
        }
    }

    /// <summary>Waits for the outstanding answers, while another thread reads keys.</summary>
    public async Task WaitForAnswersAsync() =>
        await _answered.Task.WaitAsync(Remaining, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Reads the outstanding answers, on the thread that reads keys.</summary>
    public void ReadAnswers()
    {
        while (!_measure.IsDone && Remaining is var remaining && remaining > TimeSpan.Zero && _keys.Comes(remaining))
        {
            var input = _keys.Read();
            if (!TryTakeAnswer(input))
            {
                _held.Enqueue(input);
            }
        }
    }

    private TimeSpan Remaining => Patience - _time.GetElapsedTime(_askedAt) is { Ticks: > 0 } remaining ? remaining : TimeSpan.Zero;

    private bool TryTakeAnswer(KeyInput input)
    {
        if (input.Kind != KeyInputKind.CursorReport)
        {
            return false;
        }

        if (_measure.Take(input.Number) is { } widths)
        {
            _measured(widths);
        }

        if (_measure.IsDone)
        {
            _answered.TrySetResult();
        }

        return true;
    }
}
