using System.Buffers;
using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Addresses;
using LanTalk.Server.Clock;
using LanTalk.Server.History;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>
/// Brings private messages to users with keys, whether they are online or not: each is kept until its recipient has confirmed it.
/// </summary>
internal sealed partial class PrivateDelivery(
    SessionRegistry sessions,
    NameRegistry names,
    IPrivateStore store,
    StoreWork work,
    StoreFaults faults,
    ServerClock clock,
    ChatMetrics metrics,
    TimeProvider time,
    ILogger<PrivateDelivery> logger)
{
    /// <summary>Keeps a message, gives it to its recipient if that is online, and tells the sender.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="recipient">The recipient's name.</param>
    /// <param name="key">The recipient's key.</param>
    /// <param name="mark">The message's mark.</param>
    /// <param name="asksFor">Whether the sender knows the mark, and awaits an acknowledgement of it.</param>
    /// <param name="message">The message, with its mark in it.</param>
    /// <returns>Whether it was taken; otherwise the sender was told why not.</returns>
    public async ValueTask<bool> DeliverAsync(ICommandCaller sender, string recipient, string key, string mark, bool asksFor, ServerMessage message)
    {
        var senderKey = sender.Session?.User.Sender ?? "";
        if (sessions.Find(recipient) is { } known && known.User.Sender == key && known.Membership.Ignored.Hides(sender.Name, senderKey))
        {
            // Who is ignored is not told so.
            Acknowledge(sender, asksFor ? mark : null);
            return true;
        }

        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        message = SentAt(message, at);
        var frame = Encoding.UTF8.GetString(MessageJson.ToFrame(message));
        var waiting = new WaitingMessage(OwnerOf(sender), mark, key, at, frame);
        try
        {
            // To keep it takes its time, and this thread is needed for connections.
            var keeping = await work.RunAsync(sender.Session, () => store.Keep(waiting));
            if (keeping == PrivateKeeping.Full)
            {
                metrics.CountRefused();
                sender.Refuse($"As many messages wait for {recipient}, or from you, as may. Nobody got this message.", asksFor ? mark : null);
                return false;
            }

            // The recipient may have come meanwhile; whoever comes from here on finds it in the store.
            var online = FindOnline(recipient, key);
            if (keeping == PrivateKeeping.Kept)
            {
                sender.Session?.HasTakenPart = true;

                // Who has just come may have found it in the store already.
                if (online?.Unconfirmed.TryAdd(waiting.Sender, mark) == true)
                {
                    online.Send(message);
                }

                metrics.CountPrivateMessage();
            }

            Acknowledge(sender, asksFor ? mark : null, waits: online is null);
            if (online is null && !asksFor)
            {
                sender.Reply($"{recipient} is offline. The message waits for 7 days.");
            }

            return true;
        }
        catch (StoreException e)
        {
            faults.Note(e);
            sender.Refuse($"{sender.TextOf(e)} Nobody got this message.", asksFor ? mark : null);
            return false;
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

    /// <summary>Remembers who has come, if it owns its name, and gives to it what waits.</summary>
    public async ValueTask WelcomeAsync(Session session)
    {
        if (session.User.Identity is not { } identity)
        {
            return;
        }

        try
        {
            var waiting = await work.RunAsync(session, () =>
            {
                if (names.Owns(session.Name, identity))
                {
                    store.Remember(identity);
                }

                return store.ReadWaiting(session.User.Sender);
            });
            var frames = new FrameRuns(session.Dialect);
            foreach (var message in waiting)
            {
                Add(frames, message, session);
            }

            foreach (var run in frames.ToList())
            {
                session.Send(run);
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
        if (!session.Unconfirmed.TryConfirm(mark))
        {
            // It was confirmed before, or is somebody else's.
            return;
        }

        session.HasTakenPart = true;

        try
        {
            await work.RunAsync(session, () =>
            {
                store.Confirm(session.User.Sender, mark);
                return true;
            });
        }
        catch (StoreException e)
        {
            // It comes again, and its recipient knows it by its mark.
            LogFailed(session.Name, e.Message);
        }
    }

    private Session? FindOnline(string name, string key) =>
        sessions.Find(name) is { Ending.IsRequested: false } session && session.User.Sender == key ? session : null;

    /// <summary>Whom the store counts a message against.</summary>
    private static string OwnerOf(ICommandCaller sender) => sender.Session switch
    {
        null => "",
        { User.Sender: { Length: > 0 } key } => key,
        var session => $"@{RemoteAddress.OwnerOf(session.Address)}",
    };

    private static ServerMessage SentAt(ServerMessage message, long at) => message switch
    {
        PrivateMessage pm => pm with { At = at },
        SealedPrivateMessage pm => pm with { At = at },
        _ => message,
    };

    private void Add(FrameRuns frames, WaitingMessage waiting, Session recipient)
    {
        var timestamp = clock.At(waiting.At);
        var message = MessageJson.ReadServerMessage(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(waiting.Frame))) switch
        {
            PrivateMessage pm when !IsHidden(pm.FromUser) => pm with { Timestamp = timestamp },
            SealedPrivateMessage pm when !IsHidden(pm.FromUser) => pm with { Timestamp = timestamp },
            _ => default(ServerMessage),
        };
        if (message is not null && recipient.Unconfirmed.TryAdd(waiting.Sender, waiting.Mark))
        {
            frames.Add(SentAt(message, waiting.At));
        }

        bool IsHidden(string name) => recipient.Membership.Ignored.Hides(name, waiting.Sender.StartsWith('@') ? "" : waiting.Sender);
    }

    [LoggerMessage(LogLevel.Warning, "The private messages of {Name} wait: {Cause}")]
    private partial void LogFailed(string name, string cause);
}
