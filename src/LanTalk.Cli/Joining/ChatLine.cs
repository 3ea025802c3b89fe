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

    /// <summary>What <c>/help</c> of the server does not list, because it is the client's.</summary>
    public const string OwnHelp = "Of this client: /verify USER shows words that prove, if USER sees the same, that nobody reads or changes what you two write with /pm.";

    /// <summary>Whether a line asks what the commands are.</summary>
    public static bool AsksForHelp(string line) => line.Trim().Equals("/help", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a line is the client's own command <c>/verify</c>, which the server never sees.</summary>
    /// <param name="line">The line.</param>
    /// <param name="user">Whom to compare keys with; empty if nobody was named.</param>
    public static bool IsVerify(string line, out string user)
    {
        const string VerifyCommand = "/verify";
        var text = line.Trim();
        var isVerify = text.StartsWith(VerifyCommand, StringComparison.OrdinalIgnoreCase)
            && (text.Length == VerifyCommand.Length || text[VerifyCommand.Length] == ' ');
        user = isVerify ? text[VerifyCommand.Length..].Trim() : "";
        return isVerify;
    }

    /// <summary>The longest text in the message, which the server limits.</summary>
    public static string TextOf(ClientMessage message) => message switch
    {
        Say say => say.Text,
        Whisper whisper => whisper.Text,
        _ => "",
    };
}
