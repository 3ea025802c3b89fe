using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.History;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Chat;

/// <summary>Passes on private messages that the server cannot read, and answers requests for users' keys.</summary>
internal sealed partial class SealedMessages(
    LanTalkServerOptions options,
    SessionRegistry sessions,
    NameRegistry names,
    PrivateDelivery delivery,
    IPrivateStore store,
    StoreWork work,
    ServerClock clock,
    ChatMetrics metrics,
    ILogger<SealedMessages> logger)
{
    private const int EncapsulationLength = 32;

    /// <summary>Answers a request for the owner of a name, with the keys if there are any.</summary>
    public async ValueTask TellKeyAsync(Session asker, string name)
    {
        if (!asker.Dialect.Has(DialectFeatures.Sealed))
        {
            Refuse(asker, "Keys are for encrypted clients.");
        }
        else if (!UserName.IsValid(name, LanTalkServerOptions.OrUnlimited(options.MaxName)))
        {
            Refuse(asker, $"'{SafeText.Clean(name)}' is not a valid name. {options.RuleFor(name)}");
        }
        else
        {
            asker.Send(await AnswerAsync(asker, name));
        }
    }

    /// <summary>Passes a message on, or tells the sender why not.</summary>
    public async ValueTask SendAsync(Session sender, SealedWhisper message)
    {
        var recipient = sessions.Find(message.To);
        if (sender.User.Identity is not { } identity)
        {
            Refuse(sender, "Sealed messages are for encrypted clients. Nobody got this message.");
        }
        else if (FindFault(message) is { } fault)
        {
            Refuse(sender, $"{fault} Nobody got this message.");
        }
        else if (sender.IsMuted)
        {
            Refuse(sender, MuteGate.Notice, message.Id);
        }
        else if (sessions.IsReserved(message.To))
        {
            Refuse(sender, $"{options.Name} runs the server and has no key; use pm. Nobody got this message.", message.Id);
        }
        else if (recipient is not null && !recipient.Dialect.Has(DialectFeatures.Sealed))
        {
            Refuse(sender, $"{recipient.Name} has an older client, without a key; use pm. Nobody got this message.", message.Id);
        }
        else if ((recipient?.User.Sender ?? names.Find(message.To)?.Key) is { } key)
        {
            await delivery.DeliverAsync(sender, recipient?.Name ?? message.To, key, message.Id, asksFor: true, new SealedPrivateMessage(
                clock.Now,
                sender.Name,
                Base64UrlText.Write(identity.SigningKey.Span),
                Base64UrlText.Write(identity.AgreementKey.Span),
                Base64UrlText.Write(identity.AgreementSignature.Span),
                message.Id,
                message.Encapsulation,
                message.Ciphertext)
            {
                Share = message.Share,
            });
            LogDelivered(sender.Name, message.To);
        }
        else
        {
            Refuse(sender, $"There is nobody named {SafeText.Clean(message.To)}. /users lists who is online.", message.Id);
        }
    }

    private async ValueTask<KeyAnswer> AnswerAsync(Session asker, string name)
    {
        if (sessions.Find(name) is { } session)
        {
            return WithKeys(new KeyAnswer(clock.Now, session.Name, IsOnline: !session.Ending.IsRequested), session.User.Identity);
        }

        var answer = new KeyAnswer(clock.Now, name, IsOnline: sessions.IsReserved(name));
        if (names.Find(name) is not { } owned)
        {
            return answer;
        }

        try
        {
            return WithKeys(answer, await work.RunAsync(asker, () => store.FindIdentity(owned.Key)));
        }
        catch (StoreException e)
        {
            LogKeyFailed(name, e.Message);
            return answer;
        }
    }

    private static KeyAnswer WithKeys(KeyAnswer answer, UserIdentity? identity) => identity is null ? answer : answer with
    {
        Key = Base64UrlText.Write(identity.SigningKey.Span),
        AgreementKey = Base64UrlText.Write(identity.AgreementKey.Span),
        AgreementSignature = Base64UrlText.Write(identity.AgreementSignature.Span),
    };

    private static string? FindFault(SealedWhisper message)
    {
        if (Base64UrlText.Read(message.Id, PrivateSeal.MessageIdLength) is null)
        {
            return $"'id' must be {PrivateSeal.MessageIdLength} bytes in base64url.";
        }

        if (Base64UrlText.Read(message.Encapsulation, EncapsulationLength) is null)
        {
            return $"'enc' must be {EncapsulationLength} bytes in base64url.";
        }

        if (message.Share is { } share && Base64UrlText.ReadUpTo(share, PrivateSeal.MaxAttachmentLength) is not { Length: > 0 })
        {
            return $"'sealed_share' must be 1 to {PrivateSeal.MaxAttachmentLength} bytes in base64url.";
        }

        return Base64UrlText.ReadUpTo(message.Ciphertext, PrivateSeal.MaxCiphertextLength) is { Length: > 0 }
            ? null
            : $"'sealed' must be 1 to {PrivateSeal.MaxCiphertextLength} bytes in base64url.";
    }

    private void Refuse(Session session, string text, string? nonce = null)
    {
        metrics.CountRefused();
        session.Refuse(text, nonce);
    }

    [LoggerMessage(LogLevel.Warning, "{Name}'s key cannot be looked up: {Cause}")]
    private partial void LogKeyFailed(string name, string cause);

    [LoggerMessage(LogLevel.Debug, "{From} wrote to {To} under seal")]
    private partial void LogDelivered(string from, string to);
}
