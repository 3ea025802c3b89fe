using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>Messages that come from the store.</summary>
internal static class RoomMessages
{
    /// <summary>A message as it was shown when it was posted, but for the date in its time.</summary>
    public static RoomMessage Of(in StoredMessage message, string? room, ServerClock clock) =>
        new(clock.At(message.At), message.User, Encoding.UTF8.GetString(message.Text.Span), message.IsAction ? true : null)
        {
            Id = message.Id,
            At = message.At,
            Room = room,
            Nonce = message.Nonce.Length == 0 ? null : message.Nonce,
        };
}
