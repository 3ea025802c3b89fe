using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Pictures;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>
/// The keys that a person presses, without the terminal's answers to questions. Those arrive among the keys, some time after the question, or never.
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
    private readonly PictureQuestion? _pictures;
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
    /// <param name="asksForPictures">Whether the terminal is asked if it takes pictures.</param>
    public PromptKeys(ITerminal terminal, TimeProvider time, Action<TextWidth> measured, bool asksForPictures)
    {
        (_time, _measured, _askedAt) = (time, measured, time.GetTimestamp());
        _pictures = asksForPictures ? new PictureQuestion() : null;
        _keys = new KeyReader(terminal)
        {
            EscapeTimeout = () => !IsDone && Remaining > TimeSpan.Zero && EscapeTimeout < AnswerTimeout ? AnswerTimeout : EscapeTimeout,
        };
    }

    /// <summary>How long to wait for the rest of a key that arrives in pieces. May be set by any thread.</summary>
    public TimeSpan EscapeTimeout
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _escapeTimeout));
        set => Volatile.Write(ref _escapeTimeout, value.Ticks);
    }

    /// <summary>How the terminal takes pictures, as far as it has answered. May be read by any thread.</summary>
    public PictureForm Pictures => _pictures?.Form ?? PictureForm.None;

    /// <summary>What to write for the answers to come, on an empty row.</summary>
    public string QuestionsFor(int columns) =>
        (columns < WidthMeasure.LeastColumns ? "" : WidthMeasure.Question) + (_pictures is null ? "" : PictureQuestion.Text);

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
        while (!IsDone && Remaining is var remaining && remaining > TimeSpan.Zero && _keys.Comes(remaining))
        {
            var input = _keys.Read();
            if (!TryTakeAnswer(input))
            {
                _held.Enqueue(input);
            }
        }
    }

    private TimeSpan Remaining => Patience - _time.GetElapsedTime(_askedAt) is { Ticks: > 0 } remaining ? remaining : TimeSpan.Zero;

    private bool IsDone => _measure.IsDone && (_pictures?.IsDone ?? true);

    private bool TryTakeAnswer(KeyInput input)
    {
        switch (input.Kind)
        {
            case KeyInputKind.CursorReport:
                if (_measure.Take(input.Number) is { } widths)
                {
                    _measured(widths);
                }

                break;
            case KeyInputKind.GraphicsReport:
                _pictures?.TakeGraphics(input.Text);
                break;
            case KeyInputKind.AttributesReport:
                _pictures?.TakeAttributes(input.Text);
                break;
            default:
                return false;
        }

        if (IsDone)
        {
            _answered.TrySetResult();
        }

        return true;
    }
}
