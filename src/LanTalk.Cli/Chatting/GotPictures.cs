using LanTalk.Cli.Settings;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Chatting;

/// <summary>Shows pictures above the prompt that the user has got, where the terminal can. Everything else stays the line that says where it is.</summary>
/// <param name="prompt">The prompt.</param>
/// <param name="settings">The user's settings, which may change.</param>
internal sealed class GotPictures(Prompt prompt, Func<ClientSettings> settings)
{
    /// <summary>A larger file takes too long.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Shows a file, if it is a picture. Its bytes tell, not its name.</summary>
    public void Show(string path)
    {
        if (settings().ShowsPictures && Read(path) is { } bytes)
        {
            prompt.TryShowPicture(bytes);
        }
    }

    private static byte[]? Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var bytes = RandomAccess.GetLength(file) is var length and <= MostBytes ? new byte[length] : null;
            return bytes is not null && RandomAccess.Read(file, bytes, 0) == bytes.Length ? bytes : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A directory, or somebody has moved it: it is only not shown.
            return null;
        }
    }
}
