namespace LanTalk.Protocol.Messages;

/// <summary>The nonce that links a message and the server's answer to it.</summary>
public static class MessageNonce
{
    /// <summary>The nonce that the server will repeat; null for a message without one.</summary>
    public static string? Of(ClientMessage? message) => message switch
    {
        Say say => say.Nonce,
        Whisper whisper => whisper.Nonce,
        SealedWhisper whisper => whisper.Id,
        AskTicket ask => ask.Nonce,
        _ => null,
    };

    /// <summary>The nonce of the message that the server answers; null if it does not answer one.</summary>
    public static string? Of(ServerMessage message) => message switch
    {
        RoomMessage echo => echo.Nonce,
        Acknowledgement ack => ack.Nonce,
        SystemMessage system => system.Nonce,
        _ => null,
    };
}
