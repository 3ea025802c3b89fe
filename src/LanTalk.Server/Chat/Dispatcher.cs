using System.Buffers;
using System.Text;
using System.Text.Unicode;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Metrics;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>Decides what a frame of a session means and carries it out. Knows no transport.</summary>
internal sealed partial class Dispatcher(
    LanTalkServerOptions options,
    Conversation conversation,
    PrivateMessages privateMessages,
    SealedMessages sealedMessages,
    CommandRegistry commands,
    ServerClock clock,
    ServerMetrics metrics,
    ILogger<Dispatcher> logger)
{
    /// <summary>Handles one frame. Whatever is in it, only this session can come to harm.</summary>
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

        var message = ClientMessageReader.Read(frame);
        switch (message)
        {
            case Ping:
                session.Send(new Pong(clock.Now));
                return ValueTask.CompletedTask;
            case AskKey ask:
                sealedMessages.TellKey(session, ask.User);
                return ValueTask.CompletedTask;
            case Quit:
                session.End();
                return ValueTask.CompletedTask;
            case Login:
                session.End(SystemEvents.Closed, $"Already logged in as {session.Name}.", "logged in twice");
                return ValueTask.CompletedTask;
        }

        if (!IsWithinRate(session))
        {
            return ValueTask.CompletedTask;
        }

        switch (message)
        {
            case Say say:
                return SayAsync(session, say.Text);
            case Whisper whisper when Accept(session, whisper.Text) is { } text:
                privateMessages.Send(session, whisper.To, text);
                break;
            case Whisper:
                break;
            case SealedWhisper whisper:
                sealedMessages.Send(session, whisper);
                break;
            case ListUsers:
                return commands.RunAsync(session, "users");
            default:
                metrics.CountDropped();
                LogDropped(session.Name, frame.Length);
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The short way for what is said most: no string is made of it. Whatever is special in any way goes the long way.</summary>
    private bool TrySayPlain(Session session, ReadOnlySpan<byte> frame)
    {
        if (!ClientMessageReader.TryReadPlainSay(frame, out var say)
            || say.Text[0] is <= (byte)' ' or (byte)'/' or >= 0x7f // blank, perhaps, or a command
            || (options.MaxText > 0 && say.Text.Length > options.MaxText)
            || session.IsMuted)
        {
            return false;
        }

        if (IsWithinRate(session))
        {
            conversation.SayPlain(session, say.Text);
        }

        return true;
    }

    private ValueTask SayAsync(Session session, string said)
    {
        if (Accept(session, said) is not { } text)
        {
            return ValueTask.CompletedTask;
        }

        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            text = text[1..];
        }
        else if (text.StartsWith('/'))
        {
            return commands.RunAsync(session, text[1..]);
        }

        conversation.Say(session, text);
        return ValueTask.CompletedTask;
    }

    /// <summary>The text as it may be passed on; null if it was refused.</summary>
    private string? Accept(Session session, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            RefuseMessage(session, "An empty message is not sent.");
            return null;
        }

        var length = options.MaxText > 0 ? Encoding.UTF8.GetByteCount(text) : 0;
        if (length > options.MaxText)
        {
            RefuseMessage(session, $"The message has {length} bytes; at most {options.MaxText} are allowed. Nobody got it.");
            return null;
        }

        return SafeText.Clean(text);
    }

    private bool IsWithinRate(Session session)
    {
        switch (session.Rate.Check())
        {
            case RateDecision.Allowed:
                return true;
            case RateDecision.Refused:
                LogRateLimit(session.Name);
                RefuseMessage(session, $"Too fast: at most {RateText}. Nobody got this message; go on like this and you are kicked.");
                return false;
            default:
                metrics.CountRefused();
                session.End(SystemEvents.Kick, $"Kicked: more than {RateText}.", "was kicked for flooding");
                return false;
        }
    }

    private string RateText => options.RateLimit is { } limit ? $"{limit.Count} messages in {Duration.Format(limit.Per)}" : "";

    private void RefuseMessage(Session session, string text)
    {
        metrics.CountRefused();
        session.Refuse(text);
    }

    private static bool IsUtf8(in ReadOnlySequence<byte> frame) =>
        Utf8.IsValid(frame.IsSingleSegment ? frame.FirstSpan : frame.ToArray());

    [LoggerMessage(LogLevel.Debug, "{Name} sent {Length} bytes that are no message")]
    private partial void LogDropped(string name, long length);

    [LoggerMessage(LogLevel.Warning, "{Name} hit the rate limit")]
    private partial void LogRateLimit(string name);
}
