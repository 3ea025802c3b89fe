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

/// <summary>Delivers private messages to users with keys, online or not: each message is stored until its recipient has confirmed it.</summary>
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
    /// <summary>Stores a message, sends it to its recipient if that user is online, and tells the sender.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="recipient">The recipient's name.</param>
    /// <param name="key">The recipient's key.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="asksFor">Whether the sender chose the id as a nonce, and expects an acknowledgement of it.</param>
    /// <param name="message">The message, with its id in it.</param>
    /// <returns>Whether it was accepted; if not, the sender was told why.</returns>
    public async ValueTask<bool> DeliverAsync(ICommandCaller sender, string recipient, string key, string id, bool asksFor, ServerMessage message)
    {
        var senderKey = sender.User?.Sender ?? "";
        if (sessions.Find(recipient) is { } known && known.User.Sender == key && known.Membership.Ignored.Hides(sender.Name, senderKey))
        {
            // An ignored sender is not told so.
            Acknowledge(sender, asksFor ? id : null);
            return true;
        }

        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        message = SentAt(message, at);
        var frame = Encoding.UTF8.GetString(MessageJson.ToFrame(message));
        var waiting = new WaitingMessage(OwnerOf(sender), id, key, at, frame);
        try
        {
            // Storing takes a while, and this thread is needed for connections.
            var keeping = await work.RunAsync(sender.Session, () => store.Keep(waiting));
            if (keeping == PrivateKeeping.Full)
            {
                metrics.CountRefused();
                sender.Refuse($"Too many messages are waiting for {recipient}, or from you. Nobody got this message.", asksFor ? id : null);
                return false;
            }

            // The recipient may have come online meanwhile; a session that starts after this finds the message in the store.
            var online = FindOnline(recipient, key);
            if (keeping == PrivateKeeping.Kept)
            {
                sender.Session?.HasTakenPart = true;

                // A session that has just started may have found it in the store already.
                if (online?.Unconfirmed.TryAdd(waiting.Sender, id) == true)
                {
                    online.Send(message);
                }

                metrics.CountPrivateMessage();
            }

            Acknowledge(sender, asksFor ? id : null, waits: online is null);
            if (online is null && !asksFor)
            {
                sender.Reply($"{recipient} is offline. The message waits for 7 days.");
            }

            return true;
        }
        catch (StoreException e)
        {
            faults.Note(e);
            sender.Refuse($"{sender.TextOf(e)} Nobody got this message.", asksFor ? id : null);
            return false;
        }
    }

    /// <summary>Acknowledges a message to its sender; does nothing without a nonce.</summary>
    public void Acknowledge(ICommandCaller sender, string? nonce, bool waits = false)
    {
        if (nonce is not null)
        {
            sender.Session?.Send(new Acknowledgement(clock.Now, nonce) { Waits = waits ? true : null });
        }
    }

    /// <summary>Remembers the identity of a user who owns its name, and sends it the waiting messages.</summary>
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

    /// <summary>Records that a recipient has a message.</summary>
    public async ValueTask ConfirmAsync(Session session, string id)
    {
        if (!session.Unconfirmed.TryConfirm(id))
        {
            // It was confirmed before, or is for somebody else.
            return;
        }

        session.HasTakenPart = true;

        try
        {
            await work.RunAsync(session, () =>
            {
                store.Confirm(session.User.Sender, id);
                return true;
            });
        }
        catch (StoreException e)
        {
            // It is sent again at the next login, and its recipient recognises it by its id.
            LogFailed(session.Name, e.Message);
        }
    }

    private Session? FindOnline(string name, string key) =>
        sessions.Find(name) is { Ending.IsRequested: false } session && session.User.Sender == key ? session : null;

    /// <summary>The account that the store counts a sender's messages against.</summary>
    private static string OwnerOf(ICommandCaller sender) => sender.Session switch
    {
        null => sender.User?.Sender ?? "",
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
        if (message is not null && recipient.Unconfirmed.TryAdd(waiting.Sender, waiting.Id))
        {
            frames.Add(SentAt(message, waiting.At));
        }

        bool IsHidden(string name) => recipient.Membership.Ignored.Hides(name, waiting.Sender.StartsWith('@') ? "" : waiting.Sender);
    }

    [LoggerMessage(LogLevel.Warning, "{Name}'s private messages could not be read or confirmed: {Cause}")]
    private partial void LogFailed(string name, string cause);
}
