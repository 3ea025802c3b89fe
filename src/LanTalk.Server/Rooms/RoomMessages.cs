using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>Creates room messages from stored ones.</summary>
internal static class RoomMessages
{
    /// <summary>A message as it was when it was posted, except that its time may carry a date.</summary>
    public static RoomMessage Of(in StoredMessage message, string? room, ServerClock clock) =>
        new(clock.At(message.At), message.User, Encoding.UTF8.GetString(message.Text.Span), message.IsAction ? true : null)
        {
            Id = message.Id,
            At = message.At,
            Room = room,
            Share = message.Share,
            Bot = message.IsBot ? true : null,
            Nonce = message.Nonce.Length == 0 ? null : message.Nonce,
        };
}
