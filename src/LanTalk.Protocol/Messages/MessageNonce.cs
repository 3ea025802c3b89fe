using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Connecting;

/// <summary>Finds the mark by which an answer is known to be that to a message of this client.</summary>
internal static class MessageMarks
{
    /// <summary>The mark that the server will name; null for a message that has none.</summary>
    public static string? Of(ClientMessage message) => message switch
    {
        Say say => say.Nonce,
        Whisper whisper => whisper.Nonce,
        SealedWhisper whisper => whisper.Id,
        _ => null,
    };

    /// <summary>The mark of the message that the server says something of; null if it is none of this client's.</summary>
    public static string? Of(ServerMessage message) => message switch
    {
        RoomMessage echo => echo.Nonce,
        Acknowledgement ack => ack.Nonce,
        SystemMessage system => system.Nonce,
        _ => null,
    };
}
