using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>A text on its way to others, cleaned. A sealed message is none: nobody here can read it.</summary>
/// <param name="Author">Who says it.</param>
/// <param name="Room">The room that it is said in; null for a private message.</param>
/// <param name="Recipient">The name of the user whom it is for; null for what is said in a room.</param>
/// <param name="Text">The text.</param>
internal readonly record struct Utterance(ICommandCaller Author, Room? Room, string? Recipient, string Text)
{
    /// <summary>What is said in a room, or about it.</summary>
    public static Utterance In(Room room, ICommandCaller author, string text) => new(author, room, null, text);

    /// <summary>A private message.</summary>
    public static Utterance To(string recipient, ICommandCaller author, string text) => new(author, null, recipient, text);
}
