using System.Diagnostics;
using LanTalk.Protocol.Text;

namespace LanTalk.Terminal.Prompts;

/// <summary>Lets the person edit a text with the editor named by <c>VISUAL</c> or <c>EDITOR</c>.</summary>
internal static class ExternalEditor
{
    private static readonly string Default = OperatingSystem.IsWindows() ? "notepad" : "vi";

    /// <summary>Waits until the editor ends.</summary>
    /// <returns>The text as it was left.</returns>
    /// <exception cref="IOException">The editor cannot be started, or says that it failed.</exception>
    public static string Edit(string text)
    {
        var command = new[] { "VISUAL", "EDITOR" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? Default;
        var directory = Directory.CreateTempSubdirectory("lantalk-"); // for this user alone
        var path = Path.Combine(directory.FullName, "message.txt");
        try
        {
            File.WriteAllText(path, text);

            // As git and others do: the variable may hold arguments, such as "code --wait".
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            using var editor = Process.Start(new ProcessStartInfo(words[0], [.. words[1..], path]))!;
            editor.WaitForExit();
            return editor.ExitCode == 0
                ? SafeText.WithLineFeeds(File.ReadAllText(path))
                : throw new IOException($"{command} ended with {editor.ExitCode}; the text is as it was.");
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
}
