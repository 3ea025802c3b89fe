using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>Posts what users and the operator say in rooms.</summary>
internal sealed partial class Conversation(Gates gates, ServerClock clock, ChatMetrics metrics, ILogger<Conversation> logger)
{
    /// <summary>Posts a text to a room; if a gate refuses it, the author is told why.</summary>
    /// <param name="author">The author.</param>
    /// <param name="room">The room.</param>
    /// <param name="text">The cleaned text.</param>
    /// <param name="nonce">The nonce; null if it has none.</param>
    /// <param name="isAction">Whether the text is an action, as with /me.</param>
    public async ValueTask SayAsync(ICommandCaller author, Room room, string text, string? nonce = null, bool isAction = false)
    {
        if (await gates.AdmitAsync(Utterance.In(room, author, text), nonce) is not { } admitted)
        {
            return;
        }

        if (author.Session is { } session)
        {
            session.HasTakenPart = true;
        }

        room.Say(author, new RoomMessage(clock.Now, author.Name, admitted, isAction ? true : null) { Nonce = nonce });
        metrics.CountMessage();
        LogMessage(author.Name, admitted);
    }

    /// <summary>
    /// The fast path for a text that needs no encoding (<see cref="ClientMessageReader.TryReadPlainSay"/>) and that <see cref="Gates.LetPlainPass"/>
    /// lets pass: it is never decoded to a string.
    /// </summary>
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

    [LoggerMessage(LogLevel.Debug, "{Name}: {Text}")]
    private partial void LogMessage(string name, string text);
}
