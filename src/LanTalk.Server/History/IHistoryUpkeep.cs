namespace LanTalk.Server.History;

/// <summary>What a store wants done now and then, in steps of some milliseconds between which others may write.</summary>
internal interface IHistoryUpkeep
{
    /// <summary>How many messages the index of the search is behind what is kept.</summary>
    long Unindexed { get; }

    /// <summary>When the newest message was posted, in milliseconds since 1970, UTC; null if there is none.</summary>
    long? NewestAt { get; }

    /// <summary>Does some work on the index of the search; false if there was none to do.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    bool IndexSome();

    /// <summary>Drops some messages beyond the limit; false if there was none.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="byAge">Whether that can be trusted, so that messages may be too old by it.</param>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    bool PruneSome(DateTimeOffset now, bool byAge);

    /// <summary>Brings to its place on the disk what was kept lately, so that no append has to.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    void WriteBack();
}
