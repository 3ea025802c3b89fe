using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Configuration;
using LanTalk.Server.Shares;
using LanTalk.Server.Tests.Transfers;
using LanTalk.Server.Users;
using LanTalk.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Shares;

public sealed class ShareStoreTests : IDisposable
{
    private const int Size = (3 * Chunks.Length) + 10;

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 14, 22, 0, TimeSpan.Zero));
    private readonly FakeDisk _disk = new();
    private readonly UserKey _key = UserKey.Create();
    private readonly UserIdentity _identity;
    private readonly SampleShare _sample = new(Size);
    private LanTalkServerOptions _options;

    public ShareStoreTests()
    {
        _identity = _key.Identity;
        _options = new LanTalkServerOptions { Name = "Alice", DataDirectory = _directory.Path };
    }

    public void Dispose()
    {
        _key.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task AfterARestartAnUploadGoesOnWhereItWas()
    {
        using (var store = Open())
        {
            await AppendAsync(store, await CreateAsync(store), chunks: 2);
        }

        using var again = Open();
        var share = again.All.Should().ContainSingle().Subject;
        share.Offset.Should().Be(2 * Chunks.Length);
        await AppendAsync(again, share, chunks: 2);
        share.IsComplete.Should().BeTrue();
        File.ReadAllBytes(ContentOf(share)).Should().Equal(_sample.Content);
    }

    [Fact]
    public async Task AfterARestartItIsKnownWhoHasGotIt()
    {
        using var key = UserKey.Create();
        using (var store = Open())
        {
            await store.NoteSentAsync(await CreateAsync(store), new User("Carol", key.Identity), 0, Size);
        }

        using var again = Open();
        again.All.Should().ContainSingle().Which.Record.GotBy.Should().Equal(new ShareReceiver("Carol", key.Identity.FullForm));
    }

    [Fact]
    public async Task AfterAKillHalfAChunkIsCutOff()
    {
        string content;
        using (var store = Open())
        {
            var share = await CreateAsync(store);
            await AppendAsync(store, share, chunks: 1);
            content = ContentOf(share);
        }

        await File.AppendAllBytesAsync(content, new byte[1000]);

        using var again = Open();
        again.All.Single().Offset.Should().Be(Chunks.Length);
        new FileInfo(content).Length.Should().Be(Chunks.Length);
    }

    [Fact]
    public async Task AfterAKillAChunkThatIsNotRightIsCutOff()
    {
        string content;
        using (var store = Open())
        {
            var share = await CreateAsync(store);
            await AppendAsync(store, share, chunks: 1);
            content = ContentOf(share);
        }

        await File.AppendAllBytesAsync(content, new byte[Chunks.Length]);

        using var again = Open();
        again.All.Single().Offset.Should().Be(Chunks.Length);
    }

    [Fact]
    public async Task NumbersAreNeverUsedAgain()
    {
        using (var store = Open())
        {
            var share = await CreateAsync(store);
            share.Facts.Id.Should().Be(1);
            await store.RemoveAsync(share);
        }

        using var again = Open();
        (await CreateAsync(again)).Facts.Id.Should().Be(2);
    }

    [Fact]
    public async Task WhatIsLeftOfAnInterruptedChangeIsDeleted()
    {
        using (var store = Open())
        {
            await CreateAsync(store);
        }

        File.Delete(Path.Combine(_directory.Path, "files", "1", "share.json"));

        using var again = Open();
        again.All.Should().BeEmpty();
        Directory.Exists(Path.Combine(_directory.Path, "files", "1")).Should().BeFalse();
    }

    [Fact]
    public async Task AnnouncementsAndTheOwnerAreKept()
    {
        using (var store = Open())
        {
            (await store.AnnounceAsync(await CreateAsync(store), new ShareAnnouncement("ops", "Bob", 5))).Should().BeNull();
        }

        using var again = Open();
        var share = again.All.Single();
        share.AnnouncementIn("ops").Should().Be(new ShareAnnouncement("ops", "Bob", 5));
        share.BelongsTo(_identity.FullForm).Should().BeTrue();
        share.BelongsTo("").Should().BeFalse();
    }

    [Fact]
    public async Task TheSpaceOfAWholeShareIsReservedAndOneUserFillsHalfOfWhatOthersLeave()
    {
        _options = _options with { Files = (2 * Size) + 100 };
        using var store = Open();
        await CreateAsync(store);
        using var carol = UserKey.Create();

        var (share, problem) = await CreateAsAsync(carol, (Size / 2) + 51);
        share.Should().BeNull();
        problem.Should().Be(new ShareProblem(
            ShareFault.NoSpace, "The server keeps up to 1.6 MB of files for one user, and 1.6 MB of that is left. /unsend removes files of yours; others expire."));
        (await CreateAsAsync(carol, (Size / 2) + 50)).Share.Should().NotBeNull();

        (await TryCreateAsync(store, new SampleShare(Size, seed: 3))).Problem.Should().Be(new ShareProblem(
            ShareFault.NoSpace, "The server keeps files up to 6.3 MB in all, and 1.6 MB of that is left. /unsend removes files of yours; others expire."));

        Task<(Share? Share, ShareProblem? Problem)> CreateAsAsync(UserKey key, int size)
        {
            var sample = new SampleShare(size, seed: 2);
            return store.CreateAsync(new User("Carol", key.Identity), ShareDescription.Of(sample.Outline));
        }
    }

    [Fact]
    public async Task AShareThatIsTooLargeIsRefusedInWords()
    {
        _options = _options with { MaxFile = 1000 };
        using var store = Open();

        (await TryCreateAsync(store, _sample)).Problem
            .Should().Be(new ShareProblem(ShareFault.TooLarge, "This is 3.1 MB; this server takes at most 1 KB at once."));
    }

    [Fact]
    public async Task ATwentiethOfTheDiskStaysFree()
    {
        _disk.Space = (Size + 999, 20_000);
        using var store = Open();
        (await TryCreateAsync(store, _sample)).Problem!.Fault.Should().Be(ShareFault.NoSpace);

        _disk.Space = (Size + 1000, 20_000);
        (await TryCreateAsync(store, _sample)).Share.Should().NotBeNull();
        (await TryCreateAsync(store, new SampleShare(1, seed: 2))).Problem!.Text.Should().StartWith("The server's disk is nearly full.");
    }

    [Fact]
    public async Task WhenTheDiskFillsUpMeanwhileAChunkIsRefusedAndTheOffsetKept()
    {
        using var store = Open();
        var share = await CreateAsync(store);
        _disk.Space = (0, 20_000);

        var problem = await AppendAsync(store, share, chunks: 1);

        problem!.Fault.Should().Be(ShareFault.NoSpace);
        share.Offset.Should().Be(0);
    }

    [Fact]
    public async Task AShareThatNoRoomWasToldOfIsRemovedAfterAnHourWithoutProgress()
    {
        using var store = Open();
        using var expiry = new ShareExpiry(store, _options, _time, NullLogger<ShareExpiry>.Instance);
        var share = await CreateAsync(store);
        _time.Advance(TimeSpan.FromMinutes(59));
        await AppendAsync(store, share, chunks: 1);
        _time.Advance(TimeSpan.FromMinutes(59));
        await expiry.RemoveExpiredAsync();
        store.All.Should().ContainSingle();

        _time.Advance(TimeSpan.FromMinutes(2));
        await expiry.RemoveExpiredAsync();

        store.All.Should().BeEmpty();
        share.Removed.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task AnAnnouncedShareIsRemovedAfterItsTime()
    {
        using var store = Open();
        using var expiry = new ShareExpiry(store, _options, _time, NullLogger<ShareExpiry>.Instance);
        await store.AnnounceAsync(await CreateAsync(store), new ShareAnnouncement("ops", "Bob", 5));
        _time.Advance(TimeSpan.FromDays(7));
        await expiry.RemoveExpiredAsync();
        store.All.Should().ContainSingle();

        _time.Advance(TimeSpan.FromSeconds(1));
        await expiry.RemoveExpiredAsync();

        store.All.Should().BeEmpty();
    }

    [Fact]
    public async Task OneUserCannotReserveWithoutEnd()
    {
        using var store = Open();
        for (var seed = 0; seed < 32; seed++)
        {
            (await TryCreateAsync(store, new SampleShare(100, seed: seed))).Share.Should().NotBeNull();
        }

        (await TryCreateAsync(store, new SampleShare(100, seed: 99))).Problem!.Text.Should().StartWith("You have 32 shares that no room was told of");
    }

    [Fact]
    public async Task AShareThatCannotBeReadIsLeftAsItIs()
    {
        string content;
        using (var store = Open())
        {
            var share = await CreateAsync(store);
            await AppendAsync(store, share, chunks: 4);
            content = ContentOf(share);
        }

        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(content)!, "share.json"), "{}");

        using var again = Open();
        again.All.Should().BeEmpty();
        await again.RemoveLeftoversAsync();
        File.ReadAllBytes(content).Should().Equal(_sample.Content);
        (await CreateAsync(again)).Facts.Id.Should().Be(2);
    }

    private ShareStore Open() => new(_options, new ShareQuota(_options, _disk), _time, NullLogger<ShareStore>.Instance);

    private async Task<Share> CreateAsync(ShareStore store) => (await TryCreateAsync(store, _sample)).Share!;

    private Task<(Share? Share, ShareProblem? Problem)> TryCreateAsync(ShareStore store, SampleShare sample) =>
        store.CreateAsync(new User("Bob", _identity), ShareDescription.Of(sample.Outline));

    private async Task<ShareProblem?> AppendAsync(ShareStore store, Share share, int chunks)
    {
        using var disk = new ShareDisk(
            store, new ShareQuota(_options, _disk), new ShareMetrics(new NoMeters(), store), _time, NullLogger<ShareDisk>.Instance);
        using var upload = await ShareUpload.OpenAsync(share, disk);
        for (; chunks > 0; chunks--)
        {
            if (await upload.AppendAsync(_sample.Content.AsMemory((int)share.Offset, Chunks.LengthOf(share.Offset / Chunks.Length, share.Facts.Size))) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string ContentOf(Share share) => Path.Combine(_directory.Path, "files", $"{share.Facts.Id}", "content");

    private sealed class FakeDisk : IDiskSpace
    {
        public (long Free, long Total) Space { get; set; } = (long.MaxValue, 0);

        public (long Free, long Total) Of(string directory) => Space;
    }

    private sealed class NoMeters : System.Diagnostics.Metrics.IMeterFactory
    {
        public System.Diagnostics.Metrics.Meter Create(System.Diagnostics.Metrics.MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
