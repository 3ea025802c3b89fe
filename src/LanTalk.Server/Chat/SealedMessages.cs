using LanTalk.Protocol;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Server.Metrics;
using LanTalk.Server.Security;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>Passes on private messages that the server cannot read, and tells users each other's keys.</summary>
internal sealed partial class SealedMessages(
    LanTalkServerOptions options, SessionRegistry sessions, ServerClock clock, ServerMetrics metrics, ILogger<SealedMessages> logger)
{
    private const int EncapsulationLength = 32;

    /// <summary>Answers who has a name, with the keys if there are any.</summary>
    public void TellKey(Session asker, string name)
    {
        if (asker.User.Identity is null)
        {
            Refuse(asker, "Keys are for clients of version 3.");
        }
        else if (!UserName.IsValid(name, LanTalkServerOptions.OrUnlimited(options.MaxName)))
        {
            Refuse(asker, $"'{SafeText.Clean(name)}' is no name: {options.NameRule}");
        }
        else
        {
            asker.Send(AnswerOf(name));
        }
    }

    /// <summary>Passes a message on, or tells the sender why not.</summary>
    public void Send(Session sender, SealedWhisper message)
    {
        if (sender.User.Identity is not { } identity)
        {
            Refuse(sender, "Sealed messages are for clients of version 3. Nobody got this message.");
        }
        else if (FindFault(message) is { } fault)
        {
            Refuse(sender, $"{fault} Nobody got this message.");
        }
        else if (sender.IsMuted)
        {
            Refuse(sender, Conversation.MutedNotice);
        }
        else if (sessions.IsReserved(message.To))
        {
            Refuse(sender, $"{options.Name} runs the server and has no key; use pm. Nobody got this message.");
        }
        else if (sessions.Find(message.To) is not { } recipient)
        {
            Refuse(sender, $"Nobody named {SafeText.Clean(message.To)} is online. /users lists who is.");
        }
        else if (recipient.User.Identity is null)
        {
            Refuse(sender, $"{recipient.Name} has an older client, without a key; use pm. Nobody got this message.");
        }
        else
        {
            Deliver(sender, identity, recipient, message);
        }
    }

    private void Deliver(Session sender, UserIdentity identity, Session recipient, SealedWhisper message)
    {
        // Who is ignored is not told so.
        if (!recipient.Pump.Ignores(sender.Name))
        {
            recipient.Send(new SealedPrivateMessage(
                clock.Now,
                sender.Name,
                WireBytes.Write(identity.SigningKey.Span),
                WireBytes.Write(identity.AgreementKey.Span),
                WireBytes.Write(identity.AgreementSignature.Span),
                message.Id,
                message.Encapsulation,
                message.Ciphertext));
        }

        metrics.CountPrivateMessage();
        LogDelivered(sender.Name, recipient.Name);
    }

    private KeyAnswer AnswerOf(string name)
    {
        if (sessions.Find(name) is not { } session)
        {
            return new KeyAnswer(clock.Now, name, IsOnline: sessions.IsReserved(name));
        }

        var answer = new KeyAnswer(clock.Now, session.Name, IsOnline: true);
        return session.User.Identity is not { } identity ? answer : answer with
        {
            Key = WireBytes.Write(identity.SigningKey.Span),
            AgreementKey = WireBytes.Write(identity.AgreementKey.Span),
            AgreementSignature = WireBytes.Write(identity.AgreementSignature.Span),
        };
    }

    private static string? FindFault(SealedWhisper message)
    {
        if (WireBytes.Read(message.Id, PrivateSeal.MessageIdLength) is null)
        {
            return $"'id' must be {PrivateSeal.MessageIdLength} bytes in base64url.";
        }

        if (WireBytes.Read(message.Encapsulation, EncapsulationLength) is null)
        {
            return $"'enc' must be {EncapsulationLength} bytes in base64url.";
        }

        return WireBytes.IsUpTo(message.Ciphertext, PrivateSeal.MaxCiphertextLength)
            ? null
            : $"'sealed' must be 1 to {PrivateSeal.MaxCiphertextLength} bytes in base64url.";
    }

    private void Refuse(Session session, string text)
    {
        metrics.CountRefused();
        session.Refuse(text);
    }

    [LoggerMessage(LogLevel.Debug, "{From} wrote to {To} under seal")]
    private partial void LogDelivered(string from, string to);
}
