using System.Diagnostics;
using LanTalk.Protocol.Text;

namespace LanTalk.Terminal.Prompts;

/// <summary>Lets the person edit a text with the editor named by <c>VISUAL</c> or <c>EDITOR</c>.</summary>
internal static class ExternalEditor
{
    /// <summary>A larger file cannot become a message.</summary>
    private const int MostBytes = 1024 * 1024;

    private static readonly string Default = OperatingSystem.IsWindows() ? "notepad" : "vi";

    /// <summary>Waits until the editor ends.</summary>
    /// <returns>The text as the person left it; or as it was, and why.</returns>
    public static (string Text, string? Problem) TryEdit(string text)
    {
        try
        {
            return (Edit(text), null);
        }
        catch (IOException e)
        {
            return (text, e.Message);
        }
    }

    /// <summary>Waits until the editor ends.</summary>
    /// <returns>The text as the person left it.</returns>
    /// <exception cref="IOException">The editor cannot be started, or reports a failure.</exception>
    public static string Edit(string text)
    {
        var command = new[] { "VISUAL", "EDITOR" }.Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? Default;
        var directory = Directory.CreateTempSubdirectory("lantalk-"); // for this user alone
        var path = Path.Combine(directory.FullName, "message.txt");
        try
        {
            File.WriteAllText(path, text);
            using var editor = Process.Start(StartOf(command, path))!;
            editor.WaitForExit();
            return editor.ExitCode switch
            {
                0 => Read(path),
                126 or 127 when !OperatingSystem.IsWindows() => throw new IOException($"{command} cannot be started. Set EDITOR to another one."), // sh, POSIX 2.8.2
                var code => throw new IOException($"{command} exited with {code}; the text is as it was."),
            };
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or UnauthorizedAccessException)
        {
            throw new IOException($"{command} cannot be started: {e.Message}. Set EDITOR to another one.", e);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>As in git and others: the variable is a shell command, with arguments, quotes, <c>~</c> and so on.</summary>
    private static ProcessStartInfo StartOf(string command, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return new ProcessStartInfo("/bin/sh", ["-c", $"{command} \"$@\"", "sh", path]);
        }

        // A quoted program or a single word, then its arguments as they are.
        var end = command.StartsWith('"') ? command.IndexOf('"', 1) + 1 : command.IndexOf(' ', StringComparison.Ordinal);
        var (program, arguments) = end <= 0 ? (command, "") : (command[..end], command[end..]);
        return new ProcessStartInfo(program.Trim('"'), $"{arguments} \"{path}\"");
    }

    private static string Read(string path) => new FileInfo(path).Length <= MostBytes
        ? SafeText.WithLineFeeds(File.ReadAllText(path))
        : throw new IOException($"The file is larger than {MostBytes / 1024} KiB; the text is as it was.");
}
