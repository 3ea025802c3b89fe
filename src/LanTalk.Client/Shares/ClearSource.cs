using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>A content that rooms may read: it is sent as it is.</summary>
/// <param name="content">The content.</param>
/// <param name="cache">Keeps its hashes.</param>
internal sealed class ClearSource(ShareContent content, HashCache cache) : IShareSource
{
    /// <inheritdoc/>
    public long Size => content.Size;

    /// <inheritdoc/>
    public Stream Open(long from, long to) => content.Open(from, to);

    /// <inheritdoc/>
    public byte[] Describe(byte[] hashes) => content.Describe(hashes).ToJson();

    /// <inheritdoc/>
    public byte[]? FindHashes() => cache.Find(content);

    /// <inheritdoc/>
    public void KeepHashes(byte[] hashes) => cache.Keep(content, hashes);

    /// <inheritdoc/>
    public void ForgetHashes() => cache.Forget(content);
}
