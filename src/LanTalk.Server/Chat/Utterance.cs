using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>A cleaned text on its way to others. Sealed messages are not utterances: the server cannot read them.</summary>
/// <param name="Author">The author.</param>
/// <param name="Room">The room of the message; null for a private message.</param>
/// <param name="Recipient">The name of the recipient of a private message; null for a room.</param>
/// <param name="Text">The text.</param>
internal readonly record struct Utterance(ICommandCaller Author, Room? Room, string? Recipient, string Text)
{
    /// <summary>A text said in a room, or its topic.</summary>
    public static Utterance In(Room room, ICommandCaller author, string text) => new(author, room, null, text);

    /// <summary>A private message.</summary>
    public static Utterance To(string recipient, ICommandCaller author, string text) => new(author, null, recipient, text);
}
