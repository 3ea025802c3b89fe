using System.Security.Cryptography;
using System.Text;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.Shares;

public sealed class GettingFilesTests : IDisposable
{
    private const int Chunk = 1024 * 1024;

    private readonly TemporaryDirectory _directory = new();
    private readonly ScriptedFiles _server = new();
    private readonly List<TransferProgress> _shown = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AFileIsWrittenUnderItsNameAndWithItsTime()
    {
        var bytes = Put("report.pdf", (3 * Chunk) + 7);

        (await GetAsync()).Should().Equal(_directory.File("report.pdf"));

        (await File.ReadAllBytesAsync(_directory.File("report.pdf"))).Should().Equal(bytes);
        File.GetLastWriteTimeUtc(_directory.File("report.pdf")).Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(1_789_300_000_000).UtcDateTime);
        Entries().Should().Equal("report.pdf");
        if (!OperatingSystem.IsWindows())
        {
            (File.GetUnixFileMode(_directory.File("report.pdf")) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute))
                .Should().Be(UnixFileMode.None);
        }
    }

    [Fact]
    public async Task ASmallFileComesWithItsManifest()
    {
        var bytes = Put("note.txt", 5000);

        await GetAsync();

        (await File.ReadAllBytesAsync(_directory.File("note.txt"))).Should().Equal(bytes);
        _server.Requests.Where(request => request.StartsWith("GET /files/17 ", StringComparison.Ordinal)).Should().ContainSingle();
    }

    [Fact]
    public async Task ADirectoryIsWrittenWithEverythingInIt()
    {
        PutAll(("trip/a.txt", "one"), ("trip/none.txt", ""), ("trip/deep/b.txt", "two"), ("trip/empty/", null));

        (await GetAsync()).Should().Equal(_directory.File("trip"));

        (await File.ReadAllTextAsync(_directory.File("trip/a.txt"))).Should().Be("one");
        (await File.ReadAllTextAsync(_directory.File("trip/deep/b.txt"))).Should().Be("two");
        new FileInfo(_directory.File("trip/none.txt")).Length.Should().Be(0);
        Directory.Exists(_directory.File("trip/empty")).Should().BeTrue();
        Entries().Should().Equal("trip");
    }

    [Fact]
    public async Task NothingThatIsThereIsReplaced()
    {
        Put("report.pdf", 10);
        await File.WriteAllTextAsync(_directory.File("report.pdf"), "mine");
        Directory.CreateDirectory(_directory.File("report (2).pdf"));

        (await GetAsync()).Should().Equal(_directory.File("report (3).pdf"));

        (await File.ReadAllTextAsync(_directory.File("report.pdf"))).Should().Be("mine");
    }

    [Fact]
    public async Task ALinkInTheTargetIsNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        using var elsewhere = new TemporaryDirectory();
        PutAll(("trip/a.txt", "one"), ("b.txt", "two"));
        Directory.CreateSymbolicLink(_directory.File("trip"), elsewhere.Path);
        File.CreateSymbolicLink(_directory.File("b.txt"), elsewhere.File("not-there-yet"));

        (await GetAsync()).Should().Equal(_directory.File("trip (2)"), _directory.File("b (2).txt"));

        Directory.GetFileSystemEntries(elsewhere.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task ALinkInThePlaceOfThePartIsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        using var elsewhere = new TemporaryDirectory();
        Put("report.pdf", 10);
        File.CreateSymbolicLink(_directory.File(PartOf("report.pdf")), elsewhere.File("x"));

        (await FluentActions.Invoking(GetAsync).Should().ThrowAsync<ShareException>()).WithMessage("*is a link*");
        Directory.GetFileSystemEntries(elsewhere.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task ALinkWithinThePartIsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        using var elsewhere = new TemporaryDirectory();
        PutAll(("trip/a.txt", "one"));
        Directory.CreateDirectory(_directory.File(PartOf("trip")));
        Directory.CreateSymbolicLink(_directory.File($"{PartOf("trip")}/trip"), elsewhere.Path);

        (await FluentActions.Invoking(GetAsync).Should().ThrowAsync<ShareException>()).WithMessage("*is a link*");
        Directory.GetFileSystemEntries(elsewhere.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task ManySmallFilesThatWereBegunBeforeAreWrittenAnewAndWithTheirTimes()
    {
        var files = Enumerable.Range(0, 100).Select(number => ($"trip/{number % 7}/{number}", (byte[]?)RandomNumberGenerator.GetBytes(number))).ToArray();
        PutAll(files);
        foreach (var (path, _) in files.Where((_, index) => index % 3 == 1))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_directory.File($"{PartOf("trip")}/{path}"))!);
            await File.WriteAllTextAsync(_directory.File($"{PartOf("trip")}/{path}"), new string('x', 1000));
        }

        await GetAsync();

        foreach (var (path, bytes) in files)
        {
            (await File.ReadAllBytesAsync(_directory.File(path))).Should().Equal(bytes);
            File.GetLastWriteTimeUtc(_directory.File(path)).Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(1_789_300_000_000).UtcDateTime);
        }
    }

    [Theory]
    [InlineData("trip/3")] // a directory
    [InlineData("trip/3/24")]
    [InlineData("trip/empty")]
    public async Task ALinkAmongManySmallFilesIsRefused(string link)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs rights there.");
        using var elsewhere = new TemporaryDirectory();
        await File.WriteAllTextAsync(elsewhere.File("mine"), "mine");
        PutAll([.. Enumerable.Range(0, 100).Select(number => ($"trip/{number % 7}/{number}", (byte[]?)[1, 2, 3])), ("trip/empty", [])]);
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.File($"{PartOf("trip")}/{link}"))!);
        File.CreateSymbolicLink(_directory.File($"{PartOf("trip")}/{link}"), link == "trip/3" ? elsewhere.Path : elsewhere.File("mine"));

        (await FluentActions.Invoking(GetAsync).Should().ThrowAsync<ShareException>()).WithMessage("*is a link*");
        Directory.GetFileSystemEntries(elsewhere.Path).Should().Equal(elsewhere.File("mine"));
        (await File.ReadAllTextAsync(elsewhere.File("mine"))).Should().Be("mine");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Chunk - 1)]
    [InlineData((2 * Chunk) + 100)]
    public async Task ABrokenTransferGoesOnWhereItWas(int at)
    {
        var bytes = Put("big.bin", (5 * Chunk) + 3);
        _server.Breaks.Enqueue(int.MaxValue); // the manifest
        _server.Breaks.Enqueue(at);

        await GetAsync();

        (await File.ReadAllBytesAsync(_directory.File("big.bin"))).Should().Equal(bytes);
        _server.Requests[^1].Should().StartWith($"GET /files/17 bytes={((at / Chunk) + 1) * Chunk}-", "the first chunk came with the manifest");
        _server.Tickets.Should().Be(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk)]
    [InlineData((3 * Chunk) + 100)]
    public async Task ALaterRunGoesOnWithThePart(int kept)
    {
        var bytes = Put("big.bin", (5 * Chunk) + 3);
        await File.WriteAllBytesAsync(_directory.File(PartOf("big.bin")), bytes[..kept]);

        await GetAsync();

        (await File.ReadAllBytesAsync(_directory.File("big.bin"))).Should().Equal(bytes);
        _server.Requests[^1].Should().StartWith($"GET /files/17 bytes={Math.Max(1, (kept + _server.Facts.ManifestSize) / Chunk) * Chunk}-");
        Entries().Should().Equal("big.bin");
    }

    [Fact]
    public async Task ALaterRunGoesOnWithADirectory()
    {
        var files = Enumerable.Range(0, 300).Select(number => ($"trip/{number}.bin", (byte[]?)RandomNumberGenerator.GetBytes(10_000))).ToArray();
        PutAll(files);
        _server.Breaks.Enqueue(int.MaxValue);
        _server.Breaks.Enqueue((int)(1.5 * Chunk));
        using var stopping = new CancellationTokenSource();
        await FluentActions.Invoking(() => GetAsync(progress =>
        {
            if (progress.Stage == TransferStage.Waiting)
            {
                stopping.Cancel();
            }
        }, stopping.Token)).Should().ThrowAsync<OperationCanceledException>();
        Entries().Should().Equal(PartOf("trip"));

        await GetAsync();

        _server.Requests[^1].Should().StartWith($"GET /files/17 bytes={2 * Chunk}-");
        foreach (var (path, bytes) in files)
        {
            (await File.ReadAllBytesAsync(_directory.File(path))).Should().Equal(bytes);
        }

        Entries().Should().Equal("trip");
    }

    [Fact]
    public async Task ADamagedChunkIsFetchedOnceMore()
    {
        var bytes = Put("big.bin", 3 * Chunk);
        var isDone = false;
        _server.Alter = (from, answer) =>
        {
            if (!isDone && from == Chunk)
            {
                (isDone, answer[Chunk + 5]) = (true, (byte)(answer[Chunk + 5] ^ 1));
            }
        };

        await GetAsync();

        (await File.ReadAllBytesAsync(_directory.File("big.bin"))).Should().Equal(bytes);
        _server.Requests[^1].Should().StartWith($"GET /files/17 bytes={2 * Chunk}-");
    }

    [Fact]
    public async Task AnAlteredChunkIsNamedAndNothingOfItIsWritten()
    {
        Put("big.bin", 3 * Chunk);
        _server.Alter = (from, answer) =>
        {
            if (from + answer.Length > 2 * Chunk)
            {
                answer[^1] ^= 1;
                answer[Math.Max(0, (2 * Chunk) - (int)from)] ^= 1;
            }
        };

        (await FluentActions.Invoking(GetAsync).Should().ThrowAsync<ShareException>())
            .WithMessage("MiB 3 of 4 is not what its sender announced*").Which.Fault.Should().Be(ShareFault.Altered);
        Entries().Should().Equal(PartOf("big.bin"));
        new FileInfo(_directory.File(PartOf("big.bin"))).Length.Should().BeLessThanOrEqualTo(2 * Chunk);
    }

    [Theory]
    [InlineData("\"root\":\"", "\"root\":\"x")]
    [InlineData("\"size\":", "\"size\":1")]
    [InlineData("\"manifest_size\":", "\"manifest_size\":1")]
    [InlineData("\"hashes\":\"", "\"hashes\":\"AAAA")]
    [InlineData("{", "[")]
    public async Task ADescriptionThatIsNotTheAnnouncedOneIsRefused(string field, string altered)
    {
        Put("a", 10);
        _server.Describe = json => json.Replace(field, altered, StringComparison.Ordinal);

        (await FluentActions.Invoking(GetAsync).Should().ThrowAsync<ShareException>()).Which.Fault.Should().Be(ShareFault.Altered);
        Entries().Should().BeEmpty();
    }

    [Fact]
    public async Task AnEndlessDescriptionIsNotTaken()
    {
        Put("a", 10);
        _server.Describe = json => json + new string(' ', 10_000_000);

        (await FluentActions.Invoking(GetAsync).Should().ThrowAsync<ShareException>()).Which.Fault.Should().Be(ShareFault.Altered);
    }

    [Theory]
    [InlineData("""{"files":[{"path":"a","size":11}]}""")]
    [InlineData("""{"files":[{"path":"a","size":9}]}""")]
    [InlineData("""{"files":[{"path":"a","size":-1},{"path":"b","size":11}]}""")]
    [InlineData("""{"files":[{"path":"a","size":9223372036854775807},{"path":"b","size":9223372036854775807}]}""")]
    [InlineData("""{"files":[{"path":"a/","size":10}]}""")]
    [InlineData("""{"files":null}""")]
    [InlineData("not json")]
    public async Task AManifestThatLiesIsRefused(string manifest)
    {
        _server.Put("a", Encoding.UTF8.GetBytes(manifest), new byte[10]);

        (await FluentActions.Invoking(GetAsync).Should().ThrowAsync<ShareException>()).Which.Fault.Should().Be(ShareFault.Altered);
        Entries().Should().BeEmpty();
    }

    [Fact]
    public async Task AMillionEmptyFilesAreRefused()
    {
        var manifest = $$"""{"files":[{{string.Join(',', Enumerable.Repeat("""{"path":"x"}""", 1_000_000))}}]}""";
        _server.Put("a", Encoding.UTF8.GetBytes(manifest));

        (await FluentActions.Invoking(GetAsync).Should().ThrowAsync<ShareException>()).WithMessage("*1,000,000 files*");
    }

    [Fact]
    public async Task AHostileTitleStaysInTheDirectory()
    {
        Put("x", 10, title: "../../etc/y:z");

        (await GetAsync()).Should().Equal(_directory.File("x"));
    }

    [Fact]
    public async Task TheOnlyFileGoesToAStream()
    {
        var bytes = Put("big.bin", (2 * Chunk) + 1);
        using var output = new MemoryStream();
        using var server = _server.Connect();

        await new ShareDownload(server, _server.Facts, new EagerTime(), new Random(1)).GetAsync(output, CancellationToken.None);

        output.ToArray().Should().Equal(bytes);
        Entries().Should().BeEmpty();
    }

    [Fact]
    public void WhatTheDiskHasNoRoomForIsNotBegun()
    {
        FluentActions.Invoking(() => DiskSpace.Require(_directory.File("not/there/yet"), long.MaxValue)).Should().Throw<ShareException>().WithMessage("*free*");
    }

    private Task<IReadOnlyList<string>> GetAsync() => GetAsync(_ => { }, CancellationToken.None);

    private async Task<IReadOnlyList<string>> GetAsync(Action<TransferProgress> show, CancellationToken cancellationToken)
    {
        using var server = _server.Connect();
        var download = new ShareDownload(server, _server.Facts, new EagerTime(), new Random(1))
        {
            Show = progress =>
            {
                _shown.Add(progress);
                show(progress);
            },
        };
        return await download.GetAsync(_directory.Path, fileName: null, cancellationToken);
    }

    private byte[] Put(string name, int length, string? title = null)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        var manifest = new Manifest([new ManifestFile(name) { Size = length, Modified = 1_789_300_000_000 }]);
        _server.Put(title ?? name, manifest.ToJson(), bytes);
        return bytes;
    }

    private void PutAll(params (string Path, string? Text)[] files) =>
        PutAll([.. files.Select(file => (file.Path, file.Text is null ? null : Encoding.UTF8.GetBytes(file.Text)))]);

    private void PutAll((string Path, byte[]? Bytes)[] files) => _server.Put(
        files[0].Path.Split('/')[0],
        new Manifest([.. files.Select(file => new ManifestFile(file.Path) { Size = file.Bytes?.Length ?? 0, Modified = file.Bytes is null ? null : 1_789_300_000_000 })]).ToJson(),
        [.. files.Select(file => file.Bytes).OfType<byte[]>()]);

    private string PartOf(string title) => $"{title}.{_server.Facts.Root[..8]}.part";

    private IEnumerable<string?> Entries() => Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
