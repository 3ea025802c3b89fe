using LanTalk.Client.Events;

namespace LanTalk.Cli.Lines;

/// <summary>What a line typed by the user says.</summary>
internal static class ChatLine
{
    /// <summary>What to send. A private message goes as such, so that it can be sealed; other commands go to the server as they are.</summary>
    /// <param name="line">The line.</param>
    /// <param name="room">Where it is said.</param>
    public static Outgoing Parse(string line, string room)
    {
        if (ClientCommands.Of(line, out var argument) == ClientCommands.Private && ClientCommands.Split(argument) is { Remainder.Length: > 0 } message)
        {
            return Outgoing.Private(message.First, message.Remainder);
        }

        return Outgoing.Say(line, room);
    }
}
