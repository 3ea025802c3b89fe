using LanTalk.Protocol.Shares;
using LanTalk.Server.Shares;
using LanTalk.Server.Sharing;
using LanTalk.Server.Tests.Shares;
using LanTalk.Server.Users;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Sharing;

public sealed class LocalSharesTests : IDisposable
{
    private static readonly User Dice = User.Bot("dice");

    private readonly TemporaryDirectory _directory = new();
    private readonly byte[] _bytes = new byte[(2 * Chunks.Length) + 10];

    public LocalSharesTests()
    {
        new Random(1).NextBytes(_bytes);
        File.WriteAllBytes(Report, _bytes);
    }

    private string Report => _directory.File("report.pdf");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AFileIsTakenAsItIs()
    {
        await using var server = TestServer.Start();

        var taken = await TakeAsync(server);

        var share = taken.Share!;
        (share.IsComplete, share.IsOfBot, share.Record.OwnerName, share.Facts.Title, share.Facts.Count).Should().Be((true, true, "dice", "report.pdf", 1));
        share.Record.Announcements.Should().BeEmpty();
        var content = await File.ReadAllBytesAsync(Path.Combine(share.Folder.Path, "content"));
        Manifest.Parse(content.AsSpan(0, (int)share.Facts.ManifestSize), share.Facts.Size).Files.Should().ContainSingle().Which.Path.Should().Be("report.pdf");
        content.AsSpan((int)share.Facts.ManifestSize).SequenceEqual(_bytes).Should().BeTrue();
    }

    [Fact]
    public async Task TheSameFileAgainIsTheSameShare()
    {
        await using var server = TestServer.Start();
        var first = await TakeAsync(server);

        var again = await TakeAsync(server);

        again.Share.Should().BeSameAs(first.Share);
        server.Get<ShareStore>().All.Should().ContainSingle();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AFileThatGrowsWhileItIsReadIsRefusedAndNamed(int question)
    {
        await using var server = Start(new ObservedDisk
        {
            Asked = asked =>
            {
                if (asked == question)
                {
                    File.AppendAllText(Report, "more");
                }
            },
        });

        var taken = await TakeAsync(server);

        taken.Problem.Should().Be($"{Report} was changed while it was being sent. Send it again.");
        NothingIsLeft(server);
    }

    [Fact]
    public async Task AChangeThatOnlyTheHashShowsIsRefusedAndNamed()
    {
        var modified = File.GetLastWriteTimeUtc(Report);
        await using var server = Start(new ObservedDisk
        {
            Asked = asked =>
            {
                if (asked == 1)
                {
                    _bytes[^1]++;
                    File.WriteAllBytes(Report, _bytes);
                    File.SetLastWriteTimeUtc(Report, modified);
                }
            },
        });

        var taken = await TakeAsync(server);

        taken.Problem.Should().Be($"{Report} was changed while it was being sent. Send it again.");
        NothingIsLeft(server);
    }

    [Fact]
    public async Task ADiskThatFillsUpLeavesNothingBehind()
    {
        await using var server = Start(new ObservedDisk { FullFrom = 3 });

        var taken = await TakeAsync(server);

        taken.Problem.Should().Be("The server's disk is nearly full. Tell its operator, and try again when there is space.");
        NothingIsLeft(server);
    }

    [Fact]
    public async Task ItCanBeEndedBetweenTwoChunksAndLeavesNothingBehind()
    {
        using var end = new CancellationTokenSource();
        await using var server = Start(new ObservedDisk
        {
            Asked = asked =>
            {
                if (asked == 2)
                {
                    end.Cancel();
                }
            },
        });

        await FluentActions.Awaiting(() => TakeAsync(server, end.Token)).Should().ThrowAsync<OperationCanceledException>();

        NothingIsLeft(server);
    }

    [Fact]
    public async Task AShareThatTheOperatorRemovesMeanwhileIsGone()
    {
        var removing = Task.CompletedTask;
        TestServer? server = null;
        await using var started = server = Start(new ObservedDisk
        {
            Asked = asked =>
            {
                if (asked == 2)
                {
                    removing = server!.Get<ShareStore>().RemoveAsync(server.Get<ShareStore>().All.Single());
                }
            },
        });

        var taken = await TakeAsync(server);

        taken.Problem.Should().Be("Share 1 was removed.");
        await removing;
        NothingIsLeft(server);
    }

    private static TestServer Start(ObservedDisk disk) => TestServer.Start(disk: disk);

    private static void NothingIsLeft(TestServer server)
    {
        server.Get<ShareStore>().All.Should().BeEmpty();
        Directory.EnumerateDirectories(server.Get<ShareStore>().Directory).Should().BeEmpty();
    }

    private Task<TakenFiles> TakeAsync(TestServer server, CancellationToken cancellationToken = default) =>
        server.Get<LocalShares>().TakeAsync(Dice, Report, title: null, cancellationToken);
}
