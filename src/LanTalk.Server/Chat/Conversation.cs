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
        if (await gates.AdmitAsync(Utterance.In(room, author, text), nonce) is { } admitted)
        {
            Post(author, room, new RoomMessage(clock.Now, author.Name, admitted, isAction ? true : null)
            {
                Nonce = nonce,
                Bot = MarkOf(author),
            });
        }
    }

    /// <summary>Posts the message that announces a share; if a gate refuses it, or the share cannot be announced, the author is told why.</summary>
    /// <param name="author">The author.</param>
    /// <param name="room">The room.</param>
    /// <param name="text">The text that describes the share.</param>
    /// <param name="nonce">The nonce; null if it has none.</param>
    /// <param name="share">The share.</param>
    /// <param name="recordAsync">Records the announcement once the text has passed the gates; returns why it cannot.</param>
    public async ValueTask AnnounceAsync(ICommandCaller author, Room room, string text, string? nonce, ShareFacts share, Func<ValueTask<string?>> recordAsync)
    {
        if (await gates.AdmitAsync(Utterance.In(room, author, text), nonce) is not { } admitted)
        {
            return;
        }

        if (await recordAsync() is { } problem)
        {
            author.Refuse(problem, nonce);
            return;
        }

        Post(author, room, new RoomMessage(clock.Now, author.Name, admitted) { Nonce = nonce, Share = share, Bot = MarkOf(author) });
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

    private static bool? MarkOf(ICommandCaller author) => author.User?.IsBot == true ? true : null;

    private void Post(ICommandCaller author, Room room, RoomMessage message)
    {
        if (author.Session is { } session)
        {
            session.HasTakenPart = true;
        }

        room.Say(author, message);
        metrics.CountMessage();
        LogMessage(message.User, message.Text);
    }

    [LoggerMessage(LogLevel.Debug, "{Name}: {Text}")]
    private partial void LogMessage(string name, string text);
}
