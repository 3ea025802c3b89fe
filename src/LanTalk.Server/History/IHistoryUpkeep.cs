namespace LanTalk.Server.History;

/// <summary>The store's background work, in steps of some milliseconds between which others can write.</summary>
internal interface IHistoryUpkeep
{
    /// <summary>How many stored messages are not in the search index yet.</summary>
    long Unindexed { get; }

    /// <summary>When the newest message was posted, in milliseconds since 1970, UTC; null if there is none.</summary>
    long? NewestAt { get; }

    /// <summary>Indexes some messages; false if there were none to index.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    bool IndexSome();

    /// <summary>Deletes some messages beyond the limit; false if there were none.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="byAge">Whether it can be trusted, so that messages may be deleted for their age.</param>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    bool PruneSome(DateTimeOffset now, bool byAge);

    /// <summary>Writes recent changes back to their place on the disk, so that no append has to.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    void WriteBack();
}
