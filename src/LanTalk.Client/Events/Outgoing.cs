using System.Security.Cryptography;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Events;

/// <summary>Something that the user says, from its typing until it is known what became of it.</summary>
public sealed class Outgoing
{
    private const string ActionCommand = "/me ";

    private Outgoing(string nonce, string text) => (Nonce, Text) = (nonce, text);

    /// <summary>The mark that tells it from everything else; of a private message, also its id.</summary>
    public string Nonce { get; }

    /// <summary>The text as it was typed, with blanks for tabs.</summary>
    public string Text { get; }

    /// <summary>The room that it is said in; null for the lobby, and for what is private.</summary>
    public string? Room { get; private init; }

    /// <summary>Whom it is for, if it is private.</summary>
    public string? To { get; private init; }

    /// <summary>Whether it asks the server for something. To ask twice could do the contrary, or do it twice: it is sent once.</summary>
    public bool IsCommand { get; private init; }

    /// <summary>Whether it is a command that only asks for something.</summary>
    public bool IsQuery => QueryCommands.IsQuery(Text) && IsCommand;

    /// <summary>Whether it tells what the user does: written as a command, but posted like any text.</summary>
    public bool IsAction { get; private init; }

    /// <summary>The text as others see it.</summary>
    public string PostedText => IsAction ? Text[ActionCommand.Length..] : To is null ? SlashRule.SaidBy(Text) : Text;

    /// <summary>Whether it was sealed, so that the server cannot read it.</summary>
    public bool IsSealed => Sealed is not null;

    /// <summary>As it was sealed: sent again, it is the same. Used only by who sends.</summary>
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

    /// <summary>A text for one user.</summary>
    public static Outgoing Private(string to, string text) =>
        new(Base64UrlText.Write(RandomNumberGenerator.GetBytes(PrivateSeal.MessageIdLength)), TabStops.Expand(text)) { To = to };
}
