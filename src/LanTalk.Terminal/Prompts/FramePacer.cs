using LanTalk.Terminal.Drawing;

namespace LanTalk.Terminal.Prompts;

/// <summary>
/// Draws a screen under one lock: at once when asked, and at most every 20 ms for changes that come in a burst. It draws nothing while the
/// terminal belongs to somebody else, and nothing any more once it is gone.
/// </summary>
internal sealed class FramePacer : IDisposable
{
    /// <summary>How often lines that come in a burst are shown; keys are shown at once.</summary>
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    private readonly Screen _screen;
    private readonly Func<Footer> _layout;
    private readonly Lock _gate;
    private readonly TimeProvider _time;
    private readonly Action _gone;
    private readonly ITimer _timer;
    private long _framedAt;
    private bool _isFrameDue;
    private volatile bool _isAway;
    private volatile bool _isClosed;

    /// <param name="screen">What is drawn.</param>
    /// <param name="layout">Its footer as it is now; called under the lock.</param>
    /// <param name="gate">Guards the screen, and all that its footer is made of.</param>
    /// <param name="time">The clock.</param>
    /// <param name="gone">Told when the terminal is gone.</param>
    public FramePacer(Screen screen, Func<Footer> layout, Lock gate, TimeProvider time, Action gone)
    {
        (_screen, _layout, _gate, _time, _gone) = (screen, layout, gate, time, gone);
        _timer = time.CreateTimer(_ => DrawDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether nothing will be drawn any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether the terminal belongs to somebody else.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <summary>Changes something, and shows it with the next frame.</summary>
    public void Change(Action change)
    {
        lock (_gate)
        {
            change();
            if (_isFrameDue)
            {
                return;
            }

            if (_time.GetElapsedTime(_framedAt) is var elapsed && elapsed < FrameTime)
            {
                _isFrameDue = true;
                _timer.Change(FrameTime - elapsed, Timeout.InfiniteTimeSpan);
            }
            else
            {
                Draw();
            }
        }
    }

    /// <summary>Draws what has changed.</summary>
    /// <param name="control">Sequences that come before everything else.</param>
    public void Draw(string control = "") => Write(() => _screen.Draw(_layout(), control));

    /// <summary>Takes the footer away.</summary>
    /// <param name="control">Sequences that come after it.</param>
    public void Clear(string control) => Write(() => _screen.Clear(control));

    /// <summary>Draws nothing from now on.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _timer.Dispose();
    }

    private void DrawDue()
    {
        lock (_gate)
        {
            if (_isFrameDue)
            {
                Draw();
            }
        }
    }

    private void Write(Action write)
    {
        lock (_gate)
        {
            if (_isClosed || _isAway)
            {
                return;
            }

            try
            {
                write();
                _isFrameDue = false;
                _framedAt = _time.GetTimestamp();
            }
            catch (IOException)
            {
                // The terminal is gone (a closed window): nobody sees anything any more, and no more lines come.
                _isClosed = true;
                _gone();
            }
        }
    }
}
