using System.Diagnostics;

namespace LanTalk.Testing.Processes;

/// <summary>An X server without a screen. Without a window manager, what is below the pointer has the keyboard, so all of it is one window's.</summary>
internal sealed class VirtualDisplay : IAsyncDisposable
{
    private readonly Process _server;

    private VirtualDisplay(Process server, string number) => (_server, Name) = (server, $":{number}");

    /// <summary>The value of <c>DISPLAY</c> for programs on it.</summary>
    public string Name { get; }

    /// <summary>Starts one under a number that is free.</summary>
    public static async Task<VirtualDisplay> StartAsync()
    {
        await Requirement.ProgramAsync("An X server is needed", "sh", "-c", "command -v Xvfb");
        var start = new ProcessStartInfo("Xvfb", ["-displayfd", "1", "-screen", "0", "480x310x24", "-nolisten", "tcp"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var server = Process.Start(start)!;
        var errors = server.StandardError.ReadToEndAsync();
        var number = await server.StandardOutput.ReadLineAsync().WaitAsync(ToolProcess.Patience);
        return number is null ? throw new InvalidOperationException($"Xvfb ended: {await errors}") : new VirtualDisplay(server, number);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _server.Kill();
        await _server.WaitForExitAsync().WaitAsync(ToolProcess.Patience);
        _server.Dispose();
    }
}
