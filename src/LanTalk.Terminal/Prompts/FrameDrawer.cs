using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Drawing;

namespace LanTalk.Terminal.Prompts;

/// <summary>
/// Draws a screen, on a thread of its own: at once when asked, and at most every 20 ms for changes that come in a burst. A change does not wait for
/// the terminal, unless too much is waiting for it already. Nothing is drawn while another program has the terminal, nor once it is gone.
/// </summary>
internal sealed class FrameDrawer : IDisposable
{
    /// <summary>How often lines that come in a burst are shown; keys are shown at once.</summary>
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    /// <summary>A terminal that takes nothing for this long (Ctrl-S) is left as it is.</summary>
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(1);

    /// <summary>Beyond this many characters, threads that add lines wait until the terminal has taken some.</summary>
    private const int MostWaiting = 64 * 1024;

    private readonly ITerminal _terminal;
    private readonly Screen _screen;
    private readonly Func<Footer> _layout;
    private readonly TimeProvider _time;
    private readonly Action _gone;
    private readonly ITimer _timer;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ManualResetEventSlim _hasRoom = new(initialState: true);
    private readonly ManualResetEventSlim _hasLeft = new(initialState: true);

    // Guards the screen, everything that its footer is made of, and the fields below.
    private readonly Lock _gate;
    private bool _isDue;
    private string _control = "";
    private long _framedAt;
    private int _leaves;

    // The text to write when the terminal is left; null once it is on its way.
    private string? _farewell;
    private volatile bool _isClosed;

    /// <param name="terminal">The terminal to draw on.</param>
    /// <param name="screen">The screen to draw.</param>
    /// <param name="layout">Lays out the footer as it is now; called under the lock.</param>
    /// <param name="gate">Guards the screen, and everything that its footer is made of.</param>
    /// <param name="time">The clock.</param>
    /// <param name="gone">Called when the terminal is gone.</param>
    public FrameDrawer(ITerminal terminal, Screen screen, Func<Footer> layout, Lock gate, TimeProvider time, Action gone)
    {
        (_terminal, _screen, _layout, _gate, _time, _gone) = (terminal, screen, layout, gate, time, gone);
        _timer = time.CreateTimer(_ => _wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Run) { IsBackground = true, Name = "Drawing" }.Start();
    }

    /// <summary>Whether drawing has ended for good.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Waits while too much is waiting to be drawn. Not to be called while holding the gate.</summary>
    public void WaitForRoom() => _hasRoom.Wait();

    /// <summary>Makes a change and shows it with the next frame.</summary>
    public void Change(Action change)
    {
        lock (_gate)
        {
            change();
            if (_screen.Waiting > MostWaiting && _leaves == 0 && !_isClosed)
            {
                _hasRoom.Reset();
            }

            if (_isDue)
            {
                return;
            }

            _isDue = true;
            if (_time.GetElapsedTime(_framedAt) is var elapsed && elapsed < FrameTime)
            {
                _timer.Change(FrameTime - elapsed, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _wake.Set();
            }
        }
    }

    /// <summary>Draws the changes at once.</summary>
    /// <param name="control">Sequences that come before everything else.</param>
    public void Draw(string control = "")
    {
        lock (_gate)
        {
            _control += control;
            _isDue = true;
        }

        _wake.Set();
    }

    /// <summary>Removes the footer, and draws nothing until <see cref="Return"/> was called as often as this.</summary>
    /// <param name="control">Sequences that come after it.</param>
    public void Leave(string control)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (_leaves++ == 0)
            {
                _farewell = control;
                _hasLeft.Reset();
            }
        }

        _wake.Set();
        _hasLeft.Wait(LeavePatience);
    }

    /// <summary>The terminal belongs to this screen again.</summary>
    /// <param name="control">Sequences that come before everything else.</param>
    public void Return(string control)
    {
        lock (_gate)
        {
            _leaves = Math.Max(0, _leaves - 1);
            _farewell = null;
        }

        Draw(control);
    }

    /// <summary>Draws nothing from now on.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _hasRoom.Set();
        _timer.Dispose();
        _wake.Set();
    }

    private void Run()
    {
        while (!_isClosed)
        {
            _wake.WaitOne();
            Write();
            lock (_gate)
            {
                if (_farewell is null)
                {
                    _hasLeft.Set();
                }
            }
        }
    }

    private string Frame()
    {
        if (_farewell is { } farewell)
        {
            _farewell = null;
            return _screen.Clear(_terminal.Columns, farewell);
        }

        if (!_isDue || _leaves > 0)
        {
            return "";
        }

        var control = _control;
        (_control, _isDue) = ("", false);
        return _screen.Draw(_layout(), _terminal.Columns, control);
    }

    /// <summary>
    /// Writes a text that is made under the gate. The gate is free while it is written, which may take as long as the terminal likes.
    /// </summary>
    private void Write()
    {
        try
        {
            string frame;
            lock (_gate)
            {
                if (_isClosed)
                {
                    return;
                }

                frame = Frame();
                _framedAt = _time.GetTimestamp();
            }

            if (frame.Length > 0)
            {
                _terminal.Write(frame);
            }
        }
        catch (IOException)
        {
            // The terminal is gone (a closed window): nothing is visible any more, and no more lines come.
            _isClosed = true;
            _gone();
        }

        _hasRoom.Set();
    }
}
