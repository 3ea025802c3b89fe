using System.Security.Cryptography;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Tests.Transfers;

/// <summary>A share as a sender makes it: random bytes behind a manifest of one file.</summary>
internal sealed class SampleShare
{
    public SampleShare(int size, string title = "report.pdf", int seed = 1)
    {
        Content = new byte[size];
        new Random(seed).NextBytes(Content);
        var hashes = Enumerable.Range(0, (int)Chunks.CountOf(size))
            .SelectMany(chunk => SHA256.HashData(Content.AsSpan(chunk * Chunks.Length, Chunks.LengthOf(chunk, size))))
            .ToArray();
        Hashes = hashes;
        Outline = new ShareOutline(title, 1, size, 1, Base64UrlText.Write(Chunks.RootOf(hashes)), Base64UrlText.Write(hashes));
    }

    public byte[] Content { get; }

    public byte[] Hashes { get; }

    public ShareOutline Outline { get; }

    public ReadOnlyMemory<byte> From(long offset) => Content.AsMemory((int)offset);
}
