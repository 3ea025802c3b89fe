using LanTalk.Protocol.Security;

namespace LanTalk.Client.Events;

/// <summary>The outcome of a private message.</summary>
public enum PrivateDelivery
{
    /// <summary>It is on its way, and only the recipient can read it.</summary>
    Sealed,

    /// <summary>It is on its way, and the server can read it too: there is no key to seal it for.</summary>
    NotSealed,

    /// <summary>Not sent: nobody has that name.</summary>
    NobodyThere,

    /// <summary>Not sent: the server names no key, or an invalid one, for a user whose key is known.</summary>
    KeyWithheld,

    /// <summary>Not sent: it is too long to be sealed.</summary>
    TooLong,

    /// <summary>Not sent: the server does not say what key the user has.</summary>
    NoAnswer,
}

/// <summary>The key that something can be sealed for.</summary>
/// <param name="User">The user's name, in that user's spelling.</param>
/// <param name="Delivery"><see cref="PrivateDelivery.Sealed"/> if there is a key; otherwise why there is none.</param>
/// <param name="Key">The key; null without one.</param>
public sealed record RecipientKey(string User, PrivateDelivery Delivery, UserIdentity? Key);

/// <summary>The words that two users compare to know that they have each other's keys.</summary>
/// <param name="User">The other user's name, in that user's spelling.</param>
/// <param name="Delivery"><see cref="PrivateDelivery.Sealed"/> if there is a key; otherwise why there is nothing to compare.</param>
/// <param name="Words">The same on both sides; null without a key.</param>
/// <param name="Own">This user's key.</param>
/// <param name="Theirs">The other's; null without one.</param>
public sealed record Verification(string User, PrivateDelivery Delivery, string? Words, UserIdentity? Own, UserIdentity? Theirs);
