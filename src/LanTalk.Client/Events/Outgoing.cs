using System.Security.Cryptography;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Events;

/// <summary>A message of the user's, from its typing until its outcome is known.</summary>
public sealed class Outgoing
{
    private const string ActionCommand = "/me ";

    private Outgoing(string nonce, string text) => (Nonce, Text) = (nonce, text);

    /// <summary>Identifies it; for a private message, also its id.</summary>
    public string Nonce { get; }

    /// <summary>The text as it was typed, with blanks for tabs.</summary>
    public string Text { get; }

    /// <summary>The room that it is for; null for the lobby, and for a private message.</summary>
    public string? Room { get; private init; }

    /// <summary>Its recipient, if it is private.</summary>
    public string? To { get; private init; }

    /// <summary>The share that it announces, to a room in the place of a text, or to a user; null for none.</summary>
    public long? Share { get; private init; }

    /// <summary>Goes with a private text, for the recipient's program; such a text is never sent unsealed. Null for nothing.</summary>
    internal string? Attachment { get; private init; }

    /// <summary>The key that it must be sealed for; null for the one that the user has when it is sent.</summary>
    internal UserIdentity? Recipient { get; private init; }

    /// <summary>Whether it is a command. Repeating one could undo it or do it twice, so it is sent only once.</summary>
    public bool IsCommand { get; private init; }

    /// <summary>Whether it is a command that only asks for something.</summary>
    public bool IsQuery => QueryCommands.IsQuery(Text) && IsCommand;

    /// <summary>Whether it is an action of the user's: written as a command, but posted like any text.</summary>
    public bool IsAction { get; private init; }

    /// <summary>The text as others see it.</summary>
    public string PostedText => IsAction ? Text[ActionCommand.Length..] : To is null && Share is null ? SlashRule.SaidBy(Text) : Text;

    /// <summary>Whether it was sealed, so that the server cannot read it.</summary>
    public bool IsSealed => Sealed is not null;

    /// <summary>Its sealed form: when it is sent again, it is the same. Used only by the sender.</summary>
    internal SealedWhisper? Sealed { get; set; }

    /// <summary>A text for a room, or a command.</summary>
    public static Outgoing Say(string text, string? room)
    {
        var isAction = text.StartsWith(ActionCommand, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(text[ActionCommand.Length..]);
        var isCommand = SlashRule.IsCommand(text) && !isAction;
        return new Outgoing(Protocol.Messages.Nonce.Create(), isCommand ? text : TabStops.Expand(text))
        {
            Room = room == RoomName.Lobby ? null : room,
            IsAction = isAction,
            IsCommand = isCommand,
        };
    }

    /// <summary>Tells a room of a share.</summary>
    /// <param name="share">Its number.</param>
    /// <param name="title">Its title, which stands in notes about this message.</param>
    /// <param name="room">The room; null for the lobby.</param>
    public static Outgoing Announce(long share, string title, string? room) =>
        new(Protocol.Messages.Nonce.Create(), title) { Share = share, Room = room == RoomName.Lobby ? null : room };

    /// <summary>A text for one user.</summary>
    public static Outgoing Private(string to, string text) => new(CreateId(), TabStops.Expand(text)) { To = to };

    /// <summary>Tells a user of a share that is sealed for that user.</summary>
    /// <param name="to">The user's name.</param>
    /// <param name="recipient">The user's key.</param>
    /// <param name="share">The share's number.</param>
    /// <param name="text">The share in words, for clients that know no sealed shares.</param>
    /// <param name="attachment">What the recipient's client needs.</param>
    /// <param name="id">The message's id, which is the same if the user is told again.</param>
    internal static Outgoing Announce(string to, UserIdentity recipient, long share, string text, string attachment, string id) =>
        new(id, text) { To = to, Recipient = recipient, Share = share, Attachment = attachment };

    /// <summary>A new id for a private message.</summary>
    internal static string CreateId() => Base64UrlText.Write(RandomNumberGenerator.GetBytes(PrivateSeal.MessageIdLength));
}
