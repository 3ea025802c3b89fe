using System.Runtime.InteropServices;
using LanTalk.Cli.Exits;
using LanTalk.Terminal.Devices;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Cli.Hosting;

/// <summary>
/// Ends the host cleanly on the signals that ask a process to end, including SIGHUP, which a closed terminal sends. Unlike the default lifetime, it lets a
/// plain prompt handle Ctrl-C.
/// </summary>
internal sealed class ToolLifetime(IHostApplicationLifetime lifetime) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            if (signal != PosixSignal.SIGHUP || !OperatingSystem.IsWindows())
            {
                _signals.Add(PosixSignalRegistration.Create(signal, End));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal != PosixSignal.SIGINT || !IsTakenByPrompt())
        {
            lifetime.StopApplication();
        }
    }

    private static bool IsTakenByPrompt()
    {
        try
        {
            return Interrupts.TryHandle();
        }
        catch (OutputException)
        {
            // The prompt cannot answer, because the terminal is gone.
            return false;
        }
    }
}
