using System.ComponentModel;
using System.Diagnostics;

namespace LanTalk.Server.Programs;

/// <inheritdoc/>
/// <remarks>
/// A program is in a session of its own where the system has <c>setsid</c>, so that Ctrl-C at the server's terminal does not reach it, and it can be
/// ended with everything that it started.
/// </remarks>
internal sealed class ProgramStarter : IProgramStarter
{
    /// <summary>The prefix of environment variables that the server reads; one of them may hold the password.</summary>
    private const string OwnVariables = "LANTALK_";

    private static readonly string? SessionMaker =
        new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(path => !OperatingSystem.IsWindows() && File.Exists(path));

    /// <inheritdoc/>
    public IProgram Start(string path, string directory)
    {
        CheckFile(path);
        var start = new ProcessStartInfo(SessionMaker ?? path)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (SessionMaker is not null)
        {
            start.ArgumentList.Add(path);
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(OwnVariables, StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        try
        {
            return new OwnedProcess(Process.Start(start)!, isGroup: SessionMaker is not null);
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            throw new ProgramException($"{path} cannot be started: {e.Message}", e);
        }
    }

    private static void CheckFile(string path)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (!File.Exists(path))
        {
            throw new ProgramException($"There is no file {path}.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Executable) == UnixFileMode.None)
        {
            throw new ProgramException($"{path} is not executable: chmod +x makes it so.");
        }
    }
}
