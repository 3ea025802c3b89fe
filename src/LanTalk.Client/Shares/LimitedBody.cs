namespace LanTalk.Client.Shares;

/// <summary>Reads answers that are held in memory, none longer than makes sense.</summary>
internal static class LimitedBody
{
    /// <summary>Reads to the end; null if there is more than allowed.</summary>
    public static async Task<byte[]?> ReadAsync(Stream body, long longest, CancellationToken cancellationToken)
    {
        var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int length; (length = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (read.Length + length > longest)
            {
                return null;
            }

            read.Write(buffer, 0, length);
        }

        return read.ToArray();
    }
}
