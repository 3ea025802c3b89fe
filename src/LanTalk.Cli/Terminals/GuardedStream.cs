namespace LanTalk.Cli.Terminals;

/// <summary>A standard stream whose failures can be told from those of files and connections.</summary>
/// <param name="stream">The stream itself; null if the process was started without it.</param>
/// <param name="failed">Called with the error when a write failed.</param>
internal sealed class GuardedStream(Stream? stream, Action<Exception> failed) : OneWayStream
{
    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            (stream ?? throw new IOException("it is closed")).Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed(e);
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
}
