using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Metrics;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>What is said in the room, by users, by the operator and by the server itself.</summary>
internal sealed partial class Conversation(
    LanTalkServerOptions options, Room room, ServerClock clock, ServerMetrics metrics, ILogger<Conversation> logger)
{
    /// <summary>What a muted user is told.</summary>
    public const string MutedNotice = "You are muted. Nobody got this message.";

    /// <summary>Posts what a user says, unless the user is muted.</summary>
    /// <param name="session">The user's session.</param>
    /// <param name="text">The text, already accepted.</param>
    /// <param name="isAction">True for what the user does instead of says.</param>
    public void Say(Session session, string text, bool isAction = false)
    {
        if (session.IsMuted)
        {
            metrics.CountRefused();
            session.Refuse(MutedNotice);
            return;
        }

        Post(session, new RoomMessage(clock.Now, session.Name, text, isAction ? true : null));
    }

    /// <summary>The same for a text that needs no encoding, said by a user who may speak; see <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
    public void SayPlain(Session session, ReadOnlySpan<byte> plainText)
    {
        room.SayPlain(session, clock.Now, session.Name, plainText);
        metrics.CountMessage();
        if (logger.IsEnabled(LogLevel.Debug))
        {
            LogMessage(session.Name, Encoding.UTF8.GetString(plainText));
        }
    }

    /// <summary>Posts what the operator says, under the server's name.</summary>
    public void SayAsOperator(IRoomAuthor console, string text) => Post(console, new RoomMessage(clock.Now, options.Name, text));

    /// <summary>Tells everybody that a user has a new name.</summary>
    public void AnnounceName(string formerName, string name) =>
        room.Tell(new SystemMessage(clock.Now, $"{formerName} is now known as {name}.", SystemEvents.Nick, formerName, name));

    private void Post(IRoomAuthor author, RoomMessage message)
    {
        room.Say(author, message);
        metrics.CountMessage();
        LogMessage(message.User, message.Text);
    }

    [LoggerMessage(LogLevel.Debug, "{Name}: {Text}")]
    private partial void LogMessage(string name, string text);
}
