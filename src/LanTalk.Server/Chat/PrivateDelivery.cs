using System.Buffers;
using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Dialects;
using LanTalk.Server.History;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>
/// Brings private messages to users with keys, whether they are online or not: each is kept until its recipient has confirmed it.
/// </summary>
internal sealed partial class PrivateDelivery(
    SessionRegistry sessions, IPrivateStore store, ServerClock clock, ChatMetrics metrics, TimeProvider time, ILogger<PrivateDelivery> logger)
{
    /// <summary>Keeps a message, gives it to its recipient if that is online, and tells the sender.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="recipient">The recipient's name.</param>
    /// <param name="key">The recipient's key.</param>
    /// <param name="mark">The message's mark.</param>
    /// <param name="asksFor">Whether the sender knows the mark, and awaits an acknowledgement of it.</param>
    /// <param name="message">The message, with its mark in it.</param>
    public async ValueTask DeliverAsync(ICommandCaller sender, string recipient, string key, string mark, bool asksFor, ServerMessage message)
    {
        var online = FindOnline(recipient, key);
        if (online?.Pump.Ignores(sender.Name) == true)
        {
            // Who is ignored is not told so.
            Acknowledge(sender, asksFor ? mark : null);
            return;
        }

        var frame = Encoding.UTF8.GetString(MessageJson.ToFrame(message));
        var waiting = new WaitingMessage(sender.Session?.User.Sender ?? "", mark, key, time.GetUtcNow().ToUnixTimeMilliseconds(), frame);
        try
        {
            // To keep it takes its time, and this thread is needed for connections.
            var keeping = await Task.Run(() => store.Keep(waiting));
            if (keeping == PrivateKeeping.Full)
            {
                metrics.CountRefused();
                sender.Refuse($"As many messages wait for {recipient}, or from you, as may. Nobody got this message.", asksFor ? mark : null);
                return;
            }

            // The recipient may have come meanwhile; whoever comes from here on finds it in the store.
            online = FindOnline(recipient, key);
            if (keeping == PrivateKeeping.Kept)
            {
                online?.Send(message);
                metrics.CountPrivateMessage();
            }

            Acknowledge(sender, asksFor ? mark : null, waits: online is null);
            if (online is null && !asksFor)
            {
                sender.Reply($"{recipient} is offline. The message waits for 7 days.");
            }
        }
        catch (StoreException e)
        {
            sender.Refuse($"{e.Message} Nobody got this message.", asksFor ? mark : null);
        }
    }

    /// <summary>Tells a sender that what it marked is dealt with; nothing if it has no mark.</summary>
    public void Acknowledge(ICommandCaller sender, string? mark, bool waits = false)
    {
        if (mark is not null)
        {
            sender.Session?.Send(new Acknowledgement(clock.Now, mark) { Waits = waits ? true : null });
        }
    }

    /// <summary>Remembers who has come, and gives to it what waits.</summary>
    public async ValueTask WelcomeAsync(Session session)
    {
        if (session.User.Identity is not { } identity)
        {
            return;
        }

        try
        {
            var waiting = await Task.Run(() =>
            {
                store.Remember(identity);
                return store.ReadWaiting(session.User.Sender);
            });
            if (waiting.Count > 0)
            {
                var frames = new ArrayBufferWriter<byte>();
                foreach (var message in waiting)
                {
                    Write(frames, message);
                }

                session.Send(frames.WrittenMemory);
            }
        }
        catch (StoreException e)
        {
            LogFailed(session.Name, e.Message);
        }
    }

    /// <summary>A recipient has a message.</summary>
    public async ValueTask ConfirmAsync(Session session, string mark)
    {
        if (!session.Dialect.Has(DialectFeatures.Nonces) || !Nonce.IsValid(mark))
        {
            return;
        }

        try
        {
            await Task.Run(() => store.Confirm(session.User.Sender, mark));
        }
        catch (StoreException e)
        {
            // It comes again, and its recipient knows it by its mark.
            LogFailed(session.Name, e.Message);
        }
    }

    private Session? FindOnline(string name, string key) =>
        sessions.Find(name) is { IsEnding: false } session && session.User.Sender == key ? session : null;

    private void Write(ArrayBufferWriter<byte> frames, WaitingMessage waiting)
    {
        var timestamp = clock.At(waiting.At);
        switch (MessageJson.ReadServerMessage(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(waiting.Frame))))
        {
            case PrivateMessage message:
                MessageJson.WriteFrame(frames, message with { Timestamp = timestamp });
                break;
            case SealedPrivateMessage message:
                MessageJson.WriteFrame(frames, message with { Timestamp = timestamp });
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The private messages of {Name} wait: {Cause}")]
    private partial void LogFailed(string name, string cause);
}
