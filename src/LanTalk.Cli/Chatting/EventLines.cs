using System.Globalization;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>Makes the line of an event, with everything that its window needs to know about it.</summary>
/// <param name="texts">How events read.</param>
/// <param name="time">The clock.</param>
internal sealed class EventLines(IChatText texts, TimeProvider time)
{
    /// <summary>The line of an event; null if nothing is to be shown.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="window">The window that it belongs to.</param>
    /// <param name="ownName">The reader's name.</param>
    public WindowLine? Of(ChatEvent happened, ChatWindow window, string ownName)
    {
        if (TextOf(happened, ownName, window.Place) is not { } text)
        {
            return null;
        }

        var message = (happened as Received)?.Message;
        var isBacklog = message is RoomMessage { Id: { } id } && id <= window.BacklogEnd;
        return new WindowLine(text)
        {
            At = TimeOf(message),
            IsSaid = message is RoomMessage or PrivateMessage || IsOwnPrivate(happened) || happened is Said { What.IsCommand: false },
            IsNews = message is RoomMessage or PrivateMessage && !isBacklog && !IsBy(ownName, message),
            IsMention = Attention.IsCalledBy(message, ownName) && !isBacklog,
        };
    }

    /// <summary>Whether an event reports that a private message of the reader's was sent.</summary>
    public static bool IsOwnPrivate(ChatEvent happened) => happened is Delivered { What.To: not null } or Said { What.To: not null };

    private static bool IsBy(string name, ServerMessage message) => message is RoomMessage said && UserName.Comparer.Equals(said.User, name);

    private StyledText? TextOf(ChatEvent happened, string ownName, string here) => happened switch
    {
        Said said => EchoOf(said.What, ownName),
        _ => texts.Of(happened, ownName, here),
    };

    /// <summary>The messages that a version 2 server does not echo to their author.</summary>
    private StyledText? EchoOf(Outgoing said, string ownName) => said switch
    {
        { To: { } to } => texts.EchoPrivate(Now, to, said.Text, isSealed: false),
        { IsCommand: true } => null,
        _ => texts.Of(new Received(new RoomMessage(Now, ownName, said.PostedText, said.IsAction ? true : null)), ownName, RoomName.Lobby),
    };

    private string Now => time.GetLocalNow().ToString("HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset? TimeOf(ServerMessage? message) => UnixTime.Find(message switch
    {
        RoomMessage said => said.At,
        PrivateMessage said => said.At,
        _ => null,
    });
}
