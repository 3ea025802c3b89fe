using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.Dialects;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>Carries texts from one participant to another; the server's own name leads to the console.</summary>
internal sealed partial class PrivateMessages(
    SessionRegistry sessions,
    NameRegistry names,
    BotNames bots,
    Gates gates,
    PrivateDelivery delivery,
    OperatorInbox inbox,
    ServerClock clock,
    ChatMetrics metrics,
    ILogger<PrivateMessages> logger)
{
    /// <summary>Delivers a text, or tells the sender why not.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="to">The recipient's name.</param>
    /// <param name="text">The text.</param>
    /// <param name="nonce">The nonce; null if it has none.</param>
    public async ValueTask SendAsync(ICommandCaller sender, string to, string text, string? nonce)
    {
        if (await gates.AdmitAsync(Utterance.To(to, sender, text), nonce) is not { } admitted)
        {
            return;
        }

        var message = new PrivateMessage(clock.Now, sender.Name, admitted) { Bot = sender.User?.IsBot == true ? true : null };
        var session = sessions.Find(to);
        if (sessions.IsReserved(to))
        {
            inbox.Put(message);
            metrics.CountPrivateMessage();
            delivery.Acknowledge(sender, nonce);
            sender.ShowSent(to, admitted);
        }
        else if (session is not null && !session.Dialect.Has(DialectFeatures.Nonces))
        {
            if (!session.Membership.Ignored.Hides(sender.Name, sender.User?.Sender ?? ""))
            {
                // An ignored sender is not told so.
                session.Send(message);
            }

            metrics.CountPrivateMessage();
            delivery.Acknowledge(sender, nonce);
            sender.ShowSent(session.Name, admitted);
        }
        else if ((session?.User.Sender ?? names.Find(to)?.Key) is { } key)
        {
            var id = nonce ?? Nonce.Create();
            if (await delivery.DeliverAsync(sender, session?.Name ?? to, key, id, asksFor: nonce is not null, message with { Id = id }))
            {
                sender.ShowSent(session?.Name ?? to, admitted);
            }
        }
        else if (bots.Find(to) is { } bot)
        {
            sender.Refuse($"{bot} is a bot and reads no private messages. Nobody got this one. /help lists the commands.", nonce);
            return;
        }
        else
        {
            sender.Refuse($"There is nobody named {SafeText.Clean(to)}. /users lists who is online.", nonce);
            return;
        }

        LogDelivered(sender.Name, SafeText.Clean(to));
    }

    [LoggerMessage(LogLevel.Debug, "{From} wrote to {To} in private")]
    private partial void LogDelivered(string from, string to);
}
