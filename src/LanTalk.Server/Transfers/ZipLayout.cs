using System.Text;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Transfers;

/// <summary>
/// An archive of a share's files, not compressed, so that its length is known before its bytes are. The checksum of a file stands behind it: nothing is
/// read twice. Larger archives and files have the form of ZIP64 (APPNOTE.TXT of PKWARE).
/// </summary>
internal sealed class ZipLayout
{
    private const int LocalHeader = 30, CentralHeader = 46, End = 22, End64 = 56, Locator64 = 20;

    // Names are in UTF-8; the checksum and the sizes follow the file.
    private const ushort Utf8 = 0x0800, SizesFollow = 0x0008;
    private const ushort Version = 20, Version64 = 45;
    private const ushort Extra64 = 0x0001;
    private const uint Full = uint.MaxValue;

    // As if a Unix system made it: of others, some programs take names in UTF-8 for ones in an older character set. So there are modes, too.
    private const ushort MadeBy = (3 << 8) | Version64;
    private const uint FileMode = 0x81A4_0000, DirectoryMode = 0x41ED_0010;

    private readonly List<ZipEntry> _entries;
    private readonly long _directoryStart;
    private readonly long _directoryLength;

    private ZipLayout(List<ZipEntry> entries, long directoryStart)
    {
        (_entries, _directoryStart) = (entries, directoryStart);
        _directoryLength = entries.Sum(entry => (long)CentralHeader + entry.Name.Length + ExtraLength(entry));
        Length = directoryStart + _directoryLength + End + (Is64 ? End64 + Locator64 : 0);
    }

    /// <summary>The files and empty directories.</summary>
    public IReadOnlyList<ZipEntry> Entries => _entries;

    /// <summary>The length of the archive in bytes.</summary>
    public long Length { get; }

    private bool Is64 => _entries.Count >= ushort.MaxValue || _directoryStart >= Full || _directoryLength >= Full;

    /// <summary>The archive of a manifest's files, under names that are safe on every system.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="manifestSize">Its length, after which the files begin.</param>
    /// <param name="zone">The time zone: archives have local times.</param>
    /// <exception cref="InvalidDataException">A path makes no sense.</exception>
    public static ZipLayout Of(Manifest manifest, long manifestSize, TimeZoneInfo zone)
    {
        var entries = new List<ZipEntry>(manifest.Files.Count);
        var at = 0L;
        foreach (var target in TargetNames.Of(manifest, manifestSize))
        {
            var name = Encoding.UTF8.GetBytes(string.Join('/', target.Parts) + (target.File.IsDirectory ? "/" : ""));
            var entry = new ZipEntry(name, target.File.Size, TimeOf(target.File.Modified, zone), at);
            entries.Add(entry);
            at += LocalHeader + name.Length + (entry.IsLarge ? 20 : 0) + entry.Size + DescriptorLength(entry);
        }

        return new ZipLayout(entries, at);
    }

    /// <summary>What stands before a file.</summary>
    public static byte[] HeaderOf(ZipEntry entry)
    {
        var fields = new ZipFields(LocalHeader + entry.Name.Length + (entry.IsLarge ? 20 : 0));
        fields.Write32(0x04034b50);
        WriteCommon(ref fields, entry, crc: 0, size: entry.IsLarge ? Full : 0);
        fields.Write16((ushort)(entry.IsLarge ? 20 : 0));
        fields.Write(entry.Name);
        if (entry.IsLarge)
        {
            WriteExtra(ref fields, entry, isFar: false);
        }

        return fields.ToArray();
    }

    /// <summary>What stands behind a file; nothing behind an empty one.</summary>
    public static byte[] DescriptorOf(ZipEntry entry)
    {
        var fields = new ZipFields(DescriptorLength(entry));
        if (entry.Size == 0)
        {
            return fields.ToArray();
        }

        fields.Write32(0x08074b50);
        fields.Write32(entry.Crc);
        for (var i = 0; i < 2; i++)
        {
            if (entry.IsLarge)
            {
                fields.Write64(entry.Size);
            }
            else
            {
                fields.Write32((uint)entry.Size);
            }
        }

        return fields.ToArray();
    }

    /// <summary>An entry of the directory at the end of the archive, once the checksum of the file is known.</summary>
    public static byte[] DirectoryEntryOf(ZipEntry entry)
    {
        var fields = new ZipFields(CentralHeader + entry.Name.Length + ExtraLength(entry));
        fields.Write32(0x02014b50);
        fields.Write16(MadeBy);
        WriteCommon(ref fields, entry, entry.Crc, entry.IsLarge ? Full : (uint)entry.Size);
        fields.Write16((ushort)ExtraLength(entry));
        fields.Write16(0); // no comment
        fields.Write16(0); // the only disk
        fields.Write16(0);
        fields.Write32(entry.Name[^1] == '/' ? DirectoryMode : FileMode);
        fields.Write32(entry.IsFar ? Full : (uint)entry.Start);
        fields.Write(entry.Name);
        if (entry.IsLarge || entry.IsFar)
        {
            WriteExtra(ref fields, entry, entry.IsFar);
        }

        return fields.ToArray();
    }

    /// <summary>The end of the archive.</summary>
    public byte[] EndOf()
    {
        var fields = new ZipFields(End + (Is64 ? End64 + Locator64 : 0));
        if (Is64)
        {
            fields.Write32(0x06064b50);
            fields.Write64(End64 - 12);
            fields.Write16(Version64);
            fields.Write16(Version64);
            fields.Write64(0); // the only disk
            fields.Write64(_entries.Count);
            fields.Write64(_entries.Count);
            fields.Write64(_directoryLength);
            fields.Write64(_directoryStart);
            fields.Write32(0x07064b50);
            fields.Write32(0);
            fields.Write64(_directoryStart + _directoryLength);
            fields.Write32(1);
        }

        var count = (ushort)Math.Min(ushort.MaxValue, _entries.Count);
        fields.Write32(0x06054b50);
        fields.Write32(0);
        fields.Write16(count);
        fields.Write16(count);
        fields.Write32((uint)Math.Min(Full, _directoryLength));
        fields.Write32((uint)Math.Min(Full, _directoryStart));
        fields.Write16(0);
        return fields.ToArray();
    }

    // What both headers of a file have.
    private static void WriteCommon(ref ZipFields fields, ZipEntry entry, uint crc, uint size)
    {
        fields.Write16(entry.IsLarge || entry.IsFar ? Version64 : Version);
        fields.Write16((ushort)(entry.Size == 0 ? Utf8 : Utf8 | SizesFollow));
        fields.Write16(0); // not compressed
        fields.Write32(entry.Time);
        fields.Write32(crc);
        fields.Write32(size);
        fields.Write32(size);
        fields.Write16((ushort)entry.Name.Length);
    }

    private static void WriteExtra(ref ZipFields fields, ZipEntry entry, bool isFar)
    {
        fields.Write16(Extra64);
        fields.Write16((ushort)((entry.IsLarge ? 16 : 0) + (isFar ? 8 : 0)));
        if (entry.IsLarge)
        {
            fields.Write64(entry.Size);
            fields.Write64(entry.Size);
        }

        if (isFar)
        {
            fields.Write64(entry.Start);
        }
    }

    private static int ExtraLength(ZipEntry entry) =>
        entry.IsLarge || entry.IsFar ? 4 + (entry.IsLarge ? 16 : 0) + (entry.IsFar ? 8 : 0) : 0;

    private static int DescriptorLength(ZipEntry entry) => entry.Size == 0 ? 0 : entry.IsLarge ? 24 : 16;

    /// <summary>In steps of two seconds, from 1980 on: the time in the lower half, the date in the upper one.</summary>
    private static uint TimeOf(long? modified, TimeZoneInfo zone)
    {
        var time = UnixTime.Find(modified) is { } at ? TimeZoneInfo.ConvertTime(at, zone) : default;
        return time.Year is < 1980 or > 2107 ? 0x0021_0000
            : ((uint)(time.Year - 1980) << 25) | ((uint)time.Month << 21) | ((uint)time.Day << 16)
                | ((uint)time.Hour << 11) | ((uint)time.Minute << 5) | ((uint)time.Second >> 1);
    }
}

/// <summary>A file or an empty directory in an archive.</summary>
/// <param name="name">Its path in UTF-8; of a directory, it ends in a slash.</param>
/// <param name="size">Its length in bytes.</param>
/// <param name="time">When it was changed, as archives have it.</param>
/// <param name="start">Where its header begins in the archive.</param>
internal sealed class ZipEntry(byte[] name, long size, uint time, long start)
{
    public byte[] Name => name;

    public long Size => size;

    public uint Time => time;

    public long Start => start;

    /// <summary>The checksum of what was read of it.</summary>
    public uint Crc { get; set; }

    /// <summary>Whether its size needs the form of ZIP64.</summary>
    public bool IsLarge => size >= uint.MaxValue;

    /// <summary>Whether its place needs it.</summary>
    public bool IsFar => start >= uint.MaxValue;
}
