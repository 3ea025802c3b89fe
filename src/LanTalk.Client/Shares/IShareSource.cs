namespace LanTalk.Client.Shares;

/// <summary>The content of a share as it is sent to the server: bytes that can be read again from any place, and their hashes if they are known.</summary>
internal interface IShareSource
{
    /// <summary>The number of bytes.</summary>
    long Size { get; }

    /// <summary>Reads a part of it, at once: on a thread that may wait for a disk.</summary>
    /// <param name="from">The first byte.</param>
    /// <param name="to">The byte after the last one.</param>
    Stream Open(long from, long to);

    /// <summary>Its description, which is sent before the bytes.</summary>
    /// <param name="hashes">The hashes of its chunks in a row.</param>
    byte[] Describe(byte[] hashes);

    /// <summary>The hashes of its chunks in a row; null if they are not known.</summary>
    byte[]? FindHashes();

    /// <summary>Keeps the hashes, to go on later.</summary>
    void KeepHashes(byte[] hashes);

    /// <summary>Forgets the hashes, which the server has found wrong.</summary>
    void ForgetHashes();
}
