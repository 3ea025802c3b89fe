using System.Runtime.InteropServices;
using LanTalk.Terminal.Devices;

namespace LanTalk.Terminal.Prompts;

/// <summary>
/// The events that the shell and the runtime raise for the program that owns the terminal: resize, stop, continue, crash. Windows has only the last.
/// </summary>
internal sealed class ShellSignals : IDisposable
{
    private readonly Action _resized;
    private readonly Action _leave;
    private readonly Action _returned;
    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _isStopped;

    /// <param name="resized">Called when the terminal has another size, or may show something else than before.</param>
    /// <param name="leave">Leaves the terminal as the shell, or a person reading the runtime's crash report, must find it.</param>
    /// <param name="returned">Called when the terminal belongs to this process again.</param>
    public ShellSignals(Action resized, Action leave, Action returned)
    {
        (_resized, _leave, _returned) = (resized, leave, returned);
        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => resized()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Continue()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context =>
            {
                context.Cancel = true;
                Stop();
            }));
        }

        AppDomain.CurrentDomain.UnhandledException += Crash;
    }

    /// <summary>Gives the terminal to the shell, until it continues this process.</summary>
    public void Stop()
    {
        _leave();
        _isStopped = true;
        JobControl.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= Crash;
        _signals.ForEach(signal => signal.Dispose());
    }

    private void Continue()
    {
        if (_isStopped)
        {
            _isStopped = false;
            _returned();
        }
        else
        {
            _resized();
        }
    }

    private void Crash(object sender, UnhandledExceptionEventArgs e) => _leave();
}
