using LanTalk.Client.Events;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Texts;

/// <summary>The texts that tell a person about sealed messages and keys.</summary>
internal static class PrivateTexts
{
    /// <summary>Why a private message was not sent, or a note on one that was; null if there is nothing to say.</summary>
    public static string? Of(string to, PrivateDelivery delivery)
    {
        var user = SafeText.Clean(to);
        return delivery switch
        {
            PrivateDelivery.Sealed => null,
            PrivateDelivery.NotSealed => $"The message to {user} is not sealed: the server can read it.",
            PrivateDelivery.NobodyThere => $"nobody named {user} is here.",
            PrivateDelivery.KeyWithheld =>
                $"you know {user}'s key, but the server now names none, or an invalid one. Somebody else may have the name, or the server wants "
                + "to read along. If that is intended, remove the user from known_users.json.",
            PrivateDelivery.TooLong => "it is too long to be sealed.",
            _ => $"the server does not say what {user}'s key is.",
        };
    }

    /// <summary>The answer to <c>/verify</c>.</summary>
    public static IReadOnlyList<string> Of(Verification verification)
    {
        var user = SafeText.Clean(verification.User);
        return verification switch
        {
            { Words: { } words, Own: { } own, Theirs: { } theirs } =>
            [
                $"Safety words with {user}: {words}",
                $"Your key is {own.ShortForm}, {user}'s is {theirs.ShortForm}.",
                $"Compare the words with {user} by another way than this chat. If they are the same, nobody is in between.",
            ],
            { Delivery: PrivateDelivery.NotSealed } =>
                [$"{user} has no key, because one of you is not encrypted: there is nothing to compare, and private messages are not sealed."],
            { Delivery: PrivateDelivery.NobodyThere } => [$"Nobody named {user} is here."],
            { Delivery: PrivateDelivery.KeyWithheld } =>
                [$"The server names no key for {user}, or an invalid one. That should not happen: nothing is sent to {user} unsealed if you knew the key."],
            _ => [$"The server does not say what {user}'s key is."],
        };
    }
}
