namespace LanTalk.Cli.Hosting;

/// <summary>Decides when a process that has become quiet collects its garbage. Asked at regular intervals.</summary>
internal sealed class TrimRule
{
    /// <summary>A process that allocates fewer bytes than this in an interval is quiet.</summary>
    public const long Quiet = 64 * 1024;

    /// <summary>Less garbage than this is not worth a collection.</summary>
    public const long Worthwhile = 4 * 1024 * 1024;

    /// <summary>With more than this in use, the garbage is a small part of it, and the collection would take too long.</summary>
    public const long MostInUse = 128 * 1024 * 1024;

    private long _allocated;
    private long _allocatedAtCollection;
    private int _collections;

    /// <summary>Whether to collect now.</summary>
    /// <param name="allocated">The bytes that the process has ever allocated.</param>
    /// <param name="collections">The number of collections so far.</param>
    /// <param name="inUse">The bytes in use after the last collection.</param>
    public bool IsDue(long allocated, int collections, long inUse)
    {
        var isQuiet = allocated - _allocated < Quiet;
        _allocated = allocated;
        if (collections != _collections)
        {
            (_collections, _allocatedAtCollection) = (collections, allocated);
        }

        return isQuiet && allocated - _allocatedAtCollection > Worthwhile && inUse < MostInUse;
    }
}
