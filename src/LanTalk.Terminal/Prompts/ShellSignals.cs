using System.Runtime.InteropServices;
using LanTalk.Terminal.Devices;

namespace LanTalk.Terminal.Prompts;

/// <summary>What the shell and the runtime do to whoever owns the terminal: resize, stop, continue, crash. Windows knows only the last.</summary>
internal sealed class ShellSignals : IDisposable
{
    private readonly Action _leave;
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <param name="gate">Held from leaving the terminal until the process is continued, so that nothing is drawn in between.</param>
    /// <param name="resized">The terminal has another size.</param>
    /// <param name="leave">Leaves the terminal as a shell or a reader of the runtime's last words must find it.</param>
    /// <param name="returned">The terminal is this process's again.</param>
    public ShellSignals(Lock gate, Action resized, Action leave, Action returned)
    {
        _leave = leave;
        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => resized()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => returned()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context =>
            {
                context.Cancel = true;
                lock (gate)
                {
                    leave();
                    JobControl.Stop();
                }
            }));
        }

        AppDomain.CurrentDomain.UnhandledException += Crash;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= Crash;
        _signals.ForEach(signal => signal.Dispose());
    }

    private void Crash(object sender, UnhandledExceptionEventArgs e) => _leave();
}
