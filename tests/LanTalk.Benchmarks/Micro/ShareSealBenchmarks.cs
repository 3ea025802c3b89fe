using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LanTalk.Protocol.Shares;

namespace LanTalk.Benchmarks.Micro;

/// <summary>What both ends do with each piece of a sealed share, 1 MiB: a sender seals and hashes it, a receiver hashes and opens it.</summary>
public class ShareSealBenchmarks
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(ShareSeal.KeyLength);
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(ShareSeal.PieceLength);
    private readonly byte[] _opened = new byte[ShareSeal.PieceLength];
    private readonly byte[] _sealed = new byte[Chunks.Length];
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];

    [Benchmark]
    [GlobalSetup(Target = nameof(HashAndOpen))]
    public void SealAndHash()
    {
        using var seal = new ShareSeal(_key);
        seal.Seal(0, isLast: false, _content, _sealed);
        SHA256.HashData(_sealed, _hash);
    }

    [Benchmark]
    public bool HashAndOpen()
    {
        using var seal = new ShareSeal(_key);
        SHA256.HashData(_sealed, _hash);
        return seal.TryOpen(0, isLast: false, _sealed, _opened);
    }
}
