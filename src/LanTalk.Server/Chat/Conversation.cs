using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>What is said in rooms, by users, by the operator and by the server itself.</summary>
internal sealed partial class Conversation(
    LanTalkServerOptions options, RoomRegistry rooms, ServerClock clock, ChatMetrics metrics, ILogger<Conversation> logger)
{
    /// <summary>What a muted user is told.</summary>
    public const string MutedNotice = "You are muted. Nobody got this message.";

    /// <summary>Posts what a user says, unless the user is muted.</summary>
    /// <param name="session">The user's session.</param>
    /// <param name="room">Where.</param>
    /// <param name="text">The text, already accepted.</param>
    /// <param name="nonce">The user's mark of it; null if there is none.</param>
    /// <param name="isAction">True for what the user does instead of says.</param>
    public void Say(Session session, Room room, string text, string? nonce, bool isAction = false)
    {
        if (session.IsMuted)
        {
            metrics.CountRefused();
            session.Refuse(MutedNotice, nonce);
            return;
        }

        session.HasTakenPart = true;
        Post(session, room, new RoomMessage(clock.Now, session.Name, text, isAction ? true : null) { Nonce = nonce });
    }

    /// <summary>The same for a text that needs no encoding, said by a user who may speak; see <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
    public void SayPlain(Session session, Room room, in PlainSay say)
    {
        session.HasTakenPart = true;
        room.SayPlain(session, clock.Now, session.Name, say);
        metrics.CountMessage();
        if (logger.IsEnabled(LogLevel.Debug))
        {
            LogMessage(session.Name, Encoding.UTF8.GetString(say.Text));
        }
    }

    /// <summary>Posts what the operator says, under the server's name, in the lobby.</summary>
    public void SayAsOperator(IRoomAuthor console, string text) => Post(console, rooms.Lobby, new RoomMessage(clock.Now, options.Name, text));

    private void Post(IRoomAuthor author, Room room, RoomMessage message)
    {
        room.Say(author, message);
        metrics.CountMessage();
        LogMessage(message.User, message.Text);
    }

    [LoggerMessage(LogLevel.Debug, "{Name}: {Text}")]
    private partial void LogMessage(string name, string text);
}
