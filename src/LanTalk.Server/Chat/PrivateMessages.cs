using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Metrics;
using LanTalk.Server.Operator;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>Carries texts from one participant to one other; the server's own name leads to the console.</summary>
internal sealed partial class PrivateMessages(
    SessionRegistry sessions,
    OperatorInbox inbox,
    ServerClock clock,
    ServerMetrics metrics,
    ILogger<PrivateMessages> logger)
{
    /// <summary>Delivers a text that was already accepted, or tells the sender why not.</summary>
    public void Send(ICommandCaller sender, string to, string text)
    {
        var message = new PrivateMessage(clock.Now, sender.Name, text);
        if (sessions.IsReserved(to))
        {
            // Even who is muted may ask the operator why.
            inbox.Put(message);
        }
        else if (sender.Session?.IsMuted == true)
        {
            sender.Refuse(Conversation.MutedNotice);
            return;
        }
        else if (sessions.Find(to) is not { } recipient)
        {
            sender.Refuse($"Nobody named {SafeText.Clean(to)} is online. /users lists who is.");
            return;
        }
        else if (!recipient.Pump.Ignores(sender.Name))
        {
            // Who is ignored is not told so.
            recipient.Send(message);
        }

        metrics.CountPrivateMessage();
        LogDelivered(sender.Name, SafeText.Clean(to));
    }

    [LoggerMessage(LogLevel.Debug, "{From} wrote to {To} in private")]
    private partial void LogDelivered(string from, string to);
}
