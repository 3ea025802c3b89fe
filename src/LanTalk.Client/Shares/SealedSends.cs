using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LanTalk.Client.Configuration;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Shares;

/// <summary>A sealed share that is not all sent yet.</summary>
/// <param name="Key">The key that it is sealed with.</param>
/// <param name="MessageId">The id of the message that tells its receiver.</param>
/// <param name="Share">Its number; 0 while it has none.</param>
/// <param name="Hashes">The hashes of its sealed pieces in a row; empty while they are not known. With another content, the key must not be used again.</param>
internal sealed record SealedSend(byte[] Key, string MessageId, long Share, byte[] Hashes);

/// <summary>
/// Keeps the keys of sealed shares until all of them is sent, so that a later process can go on. They are found by the receiver and by the paths, sizes
/// and times of the files: a changed file is a new share.
/// </summary>
public sealed class SealedSends
{
    private const int MostEntries = 64;
    private const long MostBytes = 64 * 1024 * 1024;
    private const int IdLength = PrivateSeal.MessageIdLength;
    private const int HeadLength = ShareSeal.KeyLength + IdLength + sizeof(long);

    /// <summary>How long one is kept that nobody goes on with.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(30);

    private readonly string _directory;
    private readonly TimeProvider _time;

    private SealedSends(string directory, TimeProvider time) => (_directory, _time) = (directory, time);

    /// <summary>Those kept in a configuration directory.</summary>
    public static SealedSends In(string configDirectory, TimeProvider time) => new(Path.Combine(configDirectory, "sealed"), time);

    /// <summary>The name under which a share is kept.</summary>
    internal static string NameOf(ShareContent content, ServerFingerprint server, UserIdentity recipient) => Convert.ToHexStringLower(
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"{server}\0{recipient.FullForm}\0"), .. content.HashIdentity()]));

    /// <summary>Finds a share; null if it is not kept. An error is no reason not to send: it is a new share then.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">The length of the sealed content.</param>
    internal SealedSend? Find(string name, long size)
    {
        var length = HeadLength + (Chunks.CountOf(size) * Chunks.HashLength);
        try
        {
            var path = Path.Combine(_directory, name);
            if (length > MostBytes || !File.Exists(path) || PrivateFiles.IsWritableByOthers(_directory) || IsOld(new FileInfo(path)))
            {
                return null;
            }

            // The hash at the end shows that the file is whole.
            var kept = File.ReadAllBytes(path);
            if (kept.Length != length + SHA256.HashSizeInBytes
                || !SHA256.HashData(kept.AsSpan(..(int)length)).AsSpan().SequenceEqual(kept.AsSpan((int)length..)))
            {
                return null;
            }

            return new SealedSend(
                kept[..ShareSeal.KeyLength],
                Base64UrlText.Write(kept.AsSpan(ShareSeal.KeyLength, IdLength)),
                BinaryPrimitives.ReadInt64BigEndian(kept.AsSpan(ShareSeal.KeyLength + IdLength)),
                kept[HeadLength..(int)length]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a share. If it cannot be kept, a later process begins anew.</summary>
    internal void Keep(string name, SealedSend send)
    {
        var number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, send.Share);
        byte[] kept = [.. send.Key, .. Base64UrlText.Read(send.MessageId, IdLength)!, .. number, .. send.Hashes];
        if (kept.Length > MostBytes / 2)
        {
            return;
        }

        try
        {
            ConfigDirectory.Create(_directory);
            WholeFile.Replace(Path.Combine(_directory, name), [.. kept, .. SHA256.HashData(kept)]);
            RemoveOld();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ConfigFileException)
        {
            // As the summary says.
        }
    }

    /// <summary>Forgets a share: all of it is sent, or it cannot be gone on with.</summary>
    internal void Forget(string name)
    {
        try
        {
            if (Directory.Exists(_directory))
            {
                File.Delete(Path.Combine(_directory, name));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is removed when it is old.
        }
    }

    private bool IsOld(FileInfo file) => _time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > Age;

    private void RemoveOld()
    {
        var (count, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(_directory).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            bytes += file.Length;
            if (++count > MostEntries || bytes > MostBytes || IsOld(file))
            {
                file.Delete();
            }
        }
    }
}
