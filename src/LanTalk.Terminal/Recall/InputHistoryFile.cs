using System.Text.Json;
using LanTalk.Protocol.Files;

namespace LanTalk.Terminal.Recall;

/// <summary>
/// A history as a file that only its user can read: one JSON string a line, the newest last. Several processes may append at once. A file that cannot
/// be read or written counts as empty: the history is a convenience, and no reason to stop anybody from talking.
/// </summary>
internal sealed class InputHistoryFile(string path) : IInputHistoryStore
{
    // The file is shortened when it holds this many times the number of texts that are loaded.
    private const int Slack = 4;

    /// <inheritdoc/>
    public IEnumerable<string> Load(int count)
    {
        try
        {
            var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            var newest = lines.Length > count ? lines[^count..] : lines;
            if (lines.Length > count * Slack)
            {
                File.WriteAllLines(path, newest);
            }

            return [.. newest.Select(Read).OfType<string>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public void Append(string text)
    {
        try
        {
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new StreamWriter(PrivateFiles.Open(path, FileMode.Append, share: FileShare.ReadWrite));
            file.Write(JsonSerializer.Serialize(text, InputHistoryJson.Default.String) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As the summary says.
        }
    }

    private static string? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, InputHistoryJson.Default.String);
        }
        catch (JsonException)
        {
            return null; // cut short by a crash, or not ours
        }
    }
}
