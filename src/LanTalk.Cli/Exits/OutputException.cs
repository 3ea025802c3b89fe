namespace LanTalk.Cli.Exits;

/// <summary>
/// Standard output cannot be written. Not an <see cref="IOException"/>: those are about the connection or a file, and code that can go on after one
/// of them cannot go on after this one.
/// </summary>
internal sealed class OutputException(Exception cause) : Exception($"Standard output cannot be written: {cause.Message.Trim(' ', '.')}.", cause)
{
    private const int BrokenPipeOnUnix = 32, BrokenPipeOnWindows = unchecked((int)0x8007006D), ClosingPipeOnWindows = unchecked((int)0x800700E8);

    /// <summary>Whether it is only a pipe without a reader, which is an ordinary end; a full disk is not.</summary>
    public bool IsUnread => InnerException!.HResult is BrokenPipeOnUnix or BrokenPipeOnWindows or ClosingPipeOnWindows;
}
