namespace LanTalk.Server.History;

/// <summary>The ids that a store gave to messages.</summary>
/// <param name="FirstId">The id of the first new message; the other new ones follow it without a gap.</param>
/// <param name="Others">
/// The messages that others posted after the one that the caller named as the last, and before <paramref name="FirstId"/>; null if there are none.
/// Only a store with several writing servers has any.
/// </param>
/// <param name="Repeated">
/// For each message, the id of one by the same sender with the same nonce that others posted meanwhile, which is not stored again; 0 if it is new.
/// Null if all are new.
/// </param>
internal readonly record struct Appended(long FirstId, IReadOnlyList<StoredMessage>? Others = null, IReadOnlyList<long>? Repeated = null);
