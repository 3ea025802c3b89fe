using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Server.Transfers;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Transfers;

/// <summary>Several files as one archive.</summary>
public sealed class ZipTests
{
    private const long Modified = 1_767_363_720_000; // 2026-01-02 14:22 UTC

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void AChecksumIsAsOthersComputeIt(string text, uint expected)
    {
        var bytes = Encoding.ASCII.GetBytes(text);

        Crc32.Append(0, bytes).Should().Be(expected);
        Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, bytes.Length / 3)), bytes.AsSpan(bytes.Length / 3)).Should().Be(expected);
    }

    [Fact]
    public async Task ABrowserSavesSeveralFilesAsOneArchiveOfTheLengthThatWasTold()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var one = RandomNumberGenerator.GetBytes(2_500_000);
        var sample = Several(
            new Manifest([File("trip/one.bin", one.Length), File("trip/deep/größe.txt", 5), File("trip/none", 0), new ManifestFile("trip/empty/"), File("../../evil", 1)]),
            [.. one, .. "hello"u8, (byte)'!']);
        var share = await ShareAsync(bob, sample);

        var answer = await DownloadAsync(server, share, await bob.TicketAsync(share));

        answer.Status.Should().Be(200, answer.Text);
        answer.Headers.Should().Contain("Content-Type", "application/zip").And.Contain("Content-Disposition", "attachment");
        await using var archive = new ZipArchive(new MemoryStream(answer.Body));
        archive.Entries.Select(entry => entry.FullName).Should().Equal("trip/one.bin", "trip/deep/größe.txt", "trip/none", "trip/empty/", "_/_/evil");
        Read(archive, "trip/one.bin").Should().Equal(one);
        Read(archive, "trip/deep/größe.txt").Should().Equal("hello"u8.ToArray());
        Read(archive, "_/_/evil").Should().Equal("!"u8.ToArray());
        archive.Entries[0].Crc32.Should().Be(Crc32.Append(0, one));
        archive.Entries.Select(entry => (uint)entry.ExternalAttributes >> 16).Should().Equal(0x81A4, 0x81A4, 0x81A4, 0x41ED, 0x81A4);
        archive.Entries[0].LastWriteTime.DateTime.Should().Be(new DateTime(2026, 1, 2, 14, 22, 0));
        (await DownloadAsync(server, share, "another")).Status.Should().Be(401);
    }

    [Fact]
    public async Task AManifestThatMakesNoSenseIsNoArchive()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await ShareAsync(bob, Several(new Manifest([File("a", 5), File("b", 6)]), [1, 2, 3]));

        var answer = await DownloadAsync(server, share, await bob.TicketAsync(share));

        answer.Status.Should().Be(403);
        answer.Text.Should().Contain("do not add up").And.EndWith($"lantalk get {share}\n");
    }

    [Fact]
    public void LargeArchivesHaveTheFormOfZip64()
    {
        const long Large = 5L * 1024 * 1024 * 1024;
        var manifest = new Manifest([File("large", Large), File("far", 3), .. Enumerable.Range(0, 70_000).Select(number => File($"many/{number}", 0))]);
        var layout = ZipLayout.Of(manifest, 10, TimeZoneInfo.Utc);
        using var stream = new SparseStream(layout, Large);

        using var archive = new ZipArchive(stream);

        archive.Entries.Should().HaveCount(70_002);
        archive.Entries[0].Length.Should().Be(Large);
        archive.Entries[1].Length.Should().Be(3);
        using var far = archive.Entries[1].Open();
        far.ReadByte().Should().Be('f', "its place is beyond 4 GiB");
        stream.Length.Should().Be(layout.Length);
    }

    private static ManifestFile File(string path, long size) => new(path) { Size = size, Modified = Modified };

    private static (ShareOutline Outline, byte[] Content) Several(Manifest manifest, byte[] files)
    {
        var json = manifest.ToJson();
        byte[] content = [.. json, .. files];
        var hashes = Enumerable.Range(0, (int)Chunks.CountOf(content.Length))
            .SelectMany(chunk => SHA256.HashData(content.AsSpan(chunk * Chunks.Length, Chunks.LengthOf(chunk, content.Length))))
            .ToArray();
        return (new ShareOutline("trip", manifest.Files.Count, content.Length, json.Length, Base64UrlText.Write(Chunks.RootOf(hashes)), Base64UrlText.Write(hashes)), content);
    }

    private static async Task<long> ShareAsync(FileClient client, (ShareOutline Outline, byte[] Content) sample)
    {
        var posted = await client.SendAsync("POST", "/files", sample.Outline.ToJson(), await client.TicketAsync());
        var share = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(posted.Text).GetProperty("share").GetInt64();
        (await client.PatchAsync(share, 0, sample.Content)).Status.Should().Be(204);
        await client.AnnounceAsync(share);
        return share;
    }

    private static async Task<HttpExchange> DownloadAsync(TestServer server, long share, string ticket)
    {
        await using var stream = await server.BrowseAsync();
        return await HttpExchange.AskAsync(stream, $"/files/{share}/download/{ticket}/trip.zip", FileClient.Host);
    }

    private static byte[] Read(ZipArchive archive, string name)
    {
        using var content = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>An archive whose first file has no bytes in memory.</summary>
    private sealed class SparseStream : Stream
    {
        private readonly byte[] _before;
        private readonly byte[] _behind;
        private readonly long _hole;

        public SparseStream(ZipLayout layout, long hole)
        {
            _hole = hole;
            _before = ZipLayout.HeaderOf(layout.Entries[0]);
            using var behind = new MemoryStream();
            behind.Write(ZipLayout.DescriptorOf(layout.Entries[0]));
            foreach (var entry in layout.Entries.Skip(1))
            {
                entry.Crc = entry.Size == 0 ? 0 : Crc32.Append(0, "far"u8);
                behind.Write(ZipLayout.HeaderOf(entry));
                behind.Write("far"u8[..(int)entry.Size]);
                behind.Write(ZipLayout.DescriptorOf(entry));
            }

            foreach (var entry in layout.Entries)
            {
                behind.Write(ZipLayout.DirectoryEntryOf(entry));
            }

            behind.Write(layout.EndOf());
            _behind = behind.ToArray();
        }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => _before.Length + _hole + _behind.Length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            count = (int)Math.Min(count, Length - Position);
            for (var i = 0; i < count; i++)
            {
                var at = Position + i;
                buffer[offset + i] = at < _before.Length ? _before[at]
                    : at < _before.Length + _hole ? (byte)0
                    : _behind[at - _before.Length - _hole];
            }

            Position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) =>
            Position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? Position : Length);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
