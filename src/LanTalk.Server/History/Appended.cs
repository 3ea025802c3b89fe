namespace LanTalk.Server.History;

/// <summary>The order that a store gave to messages.</summary>
/// <param name="FirstId">The id of the first message that is new; those of the other new ones follow it without a gap.</param>
/// <param name="Others">
/// What others posted behind the message that the caller named as the last, and before <paramref name="FirstId"/>; null if nothing. Only a
/// store that several servers write to has any.
/// </param>
/// <param name="Repeated">
/// For each message the id of the one by the same sender with the same nonce that others posted meanwhile, which is not kept again; 0 if it is
/// new. Null if all are.
/// </param>
internal readonly record struct Appended(long FirstId, IReadOnlyList<StoredMessage>? Others = null, IReadOnlyList<long>? Repeated = null);
