using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Joining;

/// <summary>What a line typed by the user asks for.</summary>
internal static class ChatLine
{
    /// <summary>The message to send. A private one goes as such, so that its sender sees it echoed; other commands go to the server as they are.</summary>
    public static ClientMessage Parse(string line)
    {
        const string PmCommand = "/pm ";
        if (line.StartsWith(PmCommand, StringComparison.OrdinalIgnoreCase))
        {
            var rest = line[PmCommand.Length..].Trim();
            var space = rest.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0)
            {
                return new Whisper(rest[..space], rest[(space + 1)..].Trim());
            }
        }

        return new Say(line);
    }

    /// <summary>The longest text in the message, which the server limits.</summary>
    public static string TextOf(ClientMessage message) => message switch
    {
        Say say => say.Text,
        Whisper whisper => whisper.Text,
        _ => "",
    };
}
