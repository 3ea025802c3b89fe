namespace LanTalk.Client.Shares;

/// <summary>The stages of a transfer.</summary>
public enum TransferStage
{
    /// <summary>The files are read once, to know their hashes.</summary>
    Hashing,

    /// <summary>Bytes are on their way.</summary>
    Running,

    /// <summary>It is running, but no byte has moved for a few seconds.</summary>
    Stalled,

    /// <summary>It was interrupted, and is tried again soon.</summary>
    Waiting,
}

/// <summary>How far a transfer is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Done">The number of bytes that are done.</param>
/// <param name="Size">The number of bytes in all.</param>
public sealed record TransferProgress(TransferStage Stage, long Done, long Size)
{
    /// <summary>Why it waits or stands still; null if it does not.</summary>
    public string? Reason { get; init; }
}
