using System.Runtime.InteropServices;
using LanTalk.Cli.Exits;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Standard input as a file to share.</summary>
internal static class InputSource
{
    /// <summary>Stands for standard input among the paths.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads it to its end.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="name">The name of the file for those who get it.</param>
    /// <exception cref="ToolException">It cannot be kept.</exception>
    public static async Task<InputFile> ReadAsync(Stream input, string name)
    {
        InputFile? file = null;
        try
        {
            file = InputFile.Create(name, InputFile.Root);

            // A signal ends the process where it stands.
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => file.Dispose());
            using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => file.Dispose());
            using var hangup = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => file.Dispose());
            await file.FillAsync(input, CancellationToken.None);
            return file;
        }
        catch (ShareException e)
        {
            file?.Dispose();
            throw new ToolException(ExitCode.Usage, SafeText.Clean(e.Message));
        }
    }
}
