using System.Buffers;
using System.Text;
using System.Text.Unicode;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Commands;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Sharing;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Serving;

/// <summary>Interprets the frames of a session and acts on them. Knows no transport.</summary>
internal sealed partial class Dispatcher(
    LanTalkServerOptions options,
    Conversation conversation,
    Gates gates,
    PrivateMessages privateMessages,
    SealedMessages sealedMessages,
    PrivateDelivery privateDelivery,
    CommandRegistry commands,
    InvitationCommands invitations,
    RoomVisits visits,
    Overviews overviews,
    MemberLists lists,
    PastMessages past,
    ShareAnswers shares,
    ShareAnnouncer announcer,
    RoomRegistry rooms,
    ServerClock clock,
    ChatMetrics metrics,
    ILogger<Dispatcher> logger)
{
    /// <summary>Handles one frame. Whatever it contains, only this session can be affected.</summary>
    public ValueTask DispatchAsync(Session session, in ReadOnlySequence<byte> frame)
    {
        if (frame.IsSingleSegment && TrySayPlain(session, frame.FirstSpan))
        {
            return ValueTask.CompletedTask;
        }

        if (!IsUtf8(frame))
        {
            session.End(SystemEvents.Closed, "A line was not valid UTF-8.", "sent a line that was not UTF-8");
            return ValueTask.CompletedTask;
        }

        var message = session.Dialect.Read(frame);
        switch (message)
        {
            case Ping:
                session.Send(new Pong(clock.Now));
                return ValueTask.CompletedTask;
            case AskKey ask:
                return sealedMessages.TellKeyAsync(session, ask.User);
            case Got got:
                return privateDelivery.ConfirmAsync(session, got.Id);
            case Quit:
                session.Ending.TryRequest("left");
                return ValueTask.CompletedTask;
            case Login:
                session.End(SystemEvents.Closed, $"Already logged in as {session.Name}.", "logged in twice");
                return ValueTask.CompletedTask;
        }

        var rate = session.Dialect.Has(DialectFeatures.Rooms) && QueryCommands.IsQuery(message) ? session.Rate.Queries : session.Rate;
        if (rate.Check() is var decision and not RateDecision.Allowed)
        {
            RefuseRate(session, decision, MessageNonce.Of(message));
            return ValueTask.CompletedTask;
        }

        switch (message)
        {
            case Say say:
                return SayAsync(session, say);
            case JoinRoom join when session.Dialect.Has(DialectFeatures.Rooms):
                return new ValueTask(visits.EnterAsync(session, join.Room, new RoomProgress(join.Epoch, join.Since), join.Create ?? true));
            case LeaveRoom leave when session.Dialect.Has(DialectFeatures.Rooms):
                return new ValueTask(visits.LeaveAsync(session, leave.Room));
            case Invite asked when session.Dialect.Has(DialectFeatures.Rooms):
                return invitations.AnswerAsync(session, asked);
            case Whisper whisper:
                return WhisperAsync(session, whisper);
            case SealedWhisper whisper:
                return sealedMessages.SendAsync(session, whisper);
            case ListUsers:
                return commands.RunAsync(session, "users all", rooms.Lobby);
            case AskOverview when session.Dialect.Has(DialectFeatures.Rooms):
                session.Send(overviews.Make());
                break;
            case AskMembers ask when session.Dialect.Has(DialectFeatures.Rooms):
                return TellMembersAsync(session, ask);
            case AskHistory ask when session.Dialect.Has(DialectFeatures.Rooms):
                return TellHistoryAsync(session, ask);
            case AskSearch ask when session.Dialect.Has(DialectFeatures.Rooms):
                return TellFoundAsync(session, ask);
            case AskTicket ask when session.Dialect.Has(DialectFeatures.Rooms):
                shares.GiveTicket(session, ask);
                break;
            case AskShares ask when session.Dialect.Has(DialectFeatures.Rooms):
                return TellSharesAsync(session, ask);
            default:
                metrics.CountDropped();
                LogDropped(session.Name, frame.Length);
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The fast path for most messages, which creates no string. Anything unusual takes the slow path.</summary>
    private bool TrySayPlain(Session session, ReadOnlySpan<byte> frame)
    {
        if (!session.Dialect.TryReadPlain(frame, out var say)
            || say.Text[0] is <= (byte)' ' or (byte)SlashRule.Slash or >= 0x7f // blank, perhaps, or a command
            || RoomOf(session, say.Room) is not { } room
            || !gates.LetPlainPass(session, room, say.Text.Length))
        {
            return false;
        }

        if (session.Rate.Check() is var decision and not RateDecision.Allowed)
        {
            RefuseRate(session, decision, say.Nonce.IsEmpty ? null : Encoding.ASCII.GetString(say.Nonce));
        }
        else
        {
            conversation.SayPlain(session, room, say);
        }

        return true;
    }

    // Methods of their own: a closure in the dispatch would be made for every frame.
    private ValueTask TellMembersAsync(Session session, AskMembers ask) => TellAsync(session, ask.Room, room =>
    {
        lists.Ask(session, room);
        return Task.CompletedTask;
    });

    private ValueTask TellSharesAsync(Session session, AskShares ask)
    {
        if (ask.Share is { } number)
        {
            shares.TellShare(session, number);
            return ValueTask.CompletedTask;
        }

        return TellAsync(session, ask.Room, room =>
        {
            shares.TellShares(session, room);
            return Task.CompletedTask;
        });
    }

    private ValueTask TellHistoryAsync(Session session, AskHistory ask) => TellAsync(session, ask.Room, room => past.TellHistoryAsync(session, room, ask));

    private ValueTask TellFoundAsync(Session session, AskSearch ask) =>
        TellAsync(session, ask.Room, room => past.TellFoundAsync(session, room, ask.Query));

    private ValueTask TellAsync(Session session, string? name, Func<Room, Task> tellAsync)
    {
        if (RoomOf(session, Encoding.UTF8.GetBytes(name ?? "")) is { } room)
        {
            return new ValueTask(tellAsync(room));
        }

        session.Refuse(RoomTexts.NotIn(name!));
        return ValueTask.CompletedTask;
    }

    private ValueTask WhisperAsync(Session session, Whisper whisper) =>
        TryReadNonce(session, whisper.Nonce, out var nonce) && Clean(session, whisper.Text, nonce) is { } text
            ? privateMessages.SendAsync(session, whisper.To, text, nonce)
            : ValueTask.CompletedTask;

    private ValueTask SayAsync(Session session, Say say)
    {
        if (!TryReadNonce(session, say.Nonce, out var nonce))
        {
            return ValueTask.CompletedTask;
        }

        if (RoomOf(session, Encoding.UTF8.GetBytes(say.Room ?? "")) is not { } room)
        {
            RefuseMessage(session, $"{RoomTexts.NotIn(say.Room!)} Nobody got this message.", nonce);
            return ValueTask.CompletedTask;
        }

        if (say.Share is { } share && session.Dialect.Has(DialectFeatures.Rooms))
        {
            return announcer.AnnounceAsync(session, room, share, nonce);
        }

        if (Clean(session, say.Text, nonce) is not { } text)
        {
            return ValueTask.CompletedTask;
        }

        if (SlashRule.IsHiddenCommand(say.Text))
        {
            RefuseMessage(session, "Something invisible stands before the slash. Nobody got this message; type the command anew.", nonce);
            return ValueTask.CompletedTask;
        }

        if (SlashRule.IsCommand(text))
        {
            return RunAsync(session, SafeText.Clean(text[1..]), room, nonce);
        }

        return conversation.SayAsync(session, room, SlashRule.SaidBy(text), nonce);
    }

    /// <summary>Reads the nonce of a message, if it has one. False if it is not valid; the user has then been told.</summary>
    private bool TryReadNonce(Session session, string? given, out string? nonce)
    {
        nonce = given;
        if (nonce is null || Nonce.IsValid(nonce))
        {
            return true;
        }

        RefuseMessage(session, $"'nonce' must be 1 to {Nonce.MaxLength} characters of base64url. Nobody got this message.", null);
        return false;
    }

    private async ValueTask RunAsync(Session session, string line, Room room, string? nonce)
    {
        await commands.RunAsync(session, line, room, nonce);
        if (nonce is not null)
        {
            // The command was done, or refused by a reply: no echo will say that it was handled.
            session.Send(new Acknowledgement(clock.Now, nonce));
        }
    }

    /// <summary>
    /// The room that a message names; null if the session is not in it. Without a name: the lobby, or the only room that the session is in.
    /// </summary>
    private Room? RoomOf(Session session, ReadOnlySpan<byte> name)
    {
        if (!session.Dialect.Has(DialectFeatures.Rooms))
        {
            return session.Membership.Seats[0].Room;
        }

        return name.IsEmpty ? rooms.Lobby : session.Membership.Find(name)?.Room;
    }

    /// <summary>The cleaned text; null if it is empty, in which case the user has been told.</summary>
    private string? Clean(Session session, string text, string? nonce)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            RefuseMessage(session, "An empty message is not sent.", nonce);
            return null;
        }

        return session.Dialect.Has(DialectFeatures.Lines) ? SafeText.CleanLines(text) : SafeText.Clean(text);
    }

    private void RefuseRate(Session session, RateDecision decision, string? nonce)
    {
        if (decision == RateDecision.Refused)
        {
            LogRateLimit(session.Name);
            RefuseMessage(session, $"Too fast: at most {RateText}. Nobody got this message; go on like this and you are kicked.", nonce);
        }
        else
        {
            metrics.CountRefused();
            session.End(SystemEvents.Kick, $"Kicked: more than {RateText}.", "was kicked for flooding");
        }
    }

    private string RateText => options.RateLimit is { } limit ? $"{Counted.Of(limit.Count, "message")} in {Duration.Format(limit.Per)}" : "";

    private void RefuseMessage(Session session, string text, string? nonce)
    {
        metrics.CountRefused();
        session.Refuse(text, nonce is not null && Nonce.IsValid(nonce) ? nonce : null);
    }

    private static bool IsUtf8(in ReadOnlySequence<byte> frame) =>
        Utf8.IsValid(frame.IsSingleSegment ? frame.FirstSpan : frame.ToArray());

    [LoggerMessage(LogLevel.Debug, "{Name} sent {Length} bytes that are not a message")]
    private partial void LogDropped(string name, long length);

    [LoggerMessage(LogLevel.Warning, "{Name} hit the rate limit")]
    private partial void LogRateLimit(string name);
}
