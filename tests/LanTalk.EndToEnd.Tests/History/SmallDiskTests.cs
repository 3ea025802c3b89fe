using System.Text;
using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Server.History;
using LanTalk.Testing;

namespace LanTalk.EndToEnd.Tests.History;

/// <summary>The store on a disk of its own, which fills up or becomes read-only.</summary>
public sealed class SmallDiskTests : IAsyncLifetime
{
    private const string Room = "lobby";

    private SmallDisk? _mounted;

    private string Disk => _mounted!.Path;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _mounted = await SmallDisk.MountAsync("1m");

    [Fact]
    public void AFullDiskRefusesMessagesUntilThereIsSpaceAgain()
    {
        var ballast = Path.Combine(Disk, "ballast");
        File.WriteAllBytes(ballast, new byte[300_000]);
        using var store = SqliteRoomStore.Open(Disk, new HistoryLimit());

        var kept = 0L;
        var refused = FluentActions.Invoking(() =>
        {
            for (; ; kept += 10)
            {
                Append(store, kept);
            }
        }).Should().Throw<StoreException>().Which;

        refused.Message.Should().MatchRegex("history.db cannot be .*full");
        kept.Should().BePositive();
        LastId(store).Should().Be(kept);
        FluentActions.Invoking(() => Append(store, kept)).Should().Throw<StoreException>();
        store.ReadAfter(Room, 0, int.MaxValue).Should().HaveCount((int)kept);

        File.Delete(ballast);
        Append(store, kept);
        store.Dispose();
        using var again = SqliteRoomStore.Open(Disk, new HistoryLimit());
        again.ReadAfter(Room, 0, int.MaxValue).Select(message => message.Id).Should().Equal(Enumerable.Range(1, (int)kept + 10).Select(i => (long)i));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AHistoryThatLiesWhereNothingCanBeWrittenIsRead(bool isOfRunningServer)
    {
        using var directory = new TemporaryDirectory();
        using (var store = SqliteRoomStore.Open(directory.Path, new HistoryLimit()))
        {
            Append(store, 0);
            if (isOfRunningServer)
            {
                Copy("history.db", "history.db-wal");
            }
        }

        if (!isOfRunningServer)
        {
            Copy("history.db");
        }

        await _mounted!.ChangeAsync("remount,ro");

        using var history = HistoryReader.Open(Disk)!;
        history.ReadLast(Room, 100).Should().NotBeEmpty();
        history.Search(Room, new SearchQuery([], null, null), 5).Should().HaveCount(5);

        void Copy(params string[] files) => Array.ForEach(files, file => File.Copy(directory.File(file), Path.Combine(Disk, file)));
    }

    [Fact]
    public async Task ADiskThatIsReadOnlyIsRefusedUntilItCanBeWritten()
    {
        using (var store = SqliteRoomStore.Open(Disk, new HistoryLimit()))
        {
            Append(store, 0);
        }

        await _mounted!.ChangeAsync("remount,ro");

        FluentActions.Invoking(() => SqliteRoomStore.Open(Disk, new HistoryLimit())).Should()
            .Throw<StoreException>().WithMessage($"{Disk}*cannot be written*--data-dir*");

        await _mounted!.ChangeAsync("remount,rw");
        using var again = SqliteRoomStore.Open(Disk, new HistoryLimit());
        Append(again, 10);
        LastId(again).Should().Be(20);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _mounted?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static long LastId(SqliteRoomStore store) => store.OpenAsync(Room).Result.LastId;

    private static void Append(SqliteRoomStore store, long last) => store.AppendAsync(
        Room, last, Enumerable.Repeat(new StoredMessage(0, 0, "Bob", Encoding.UTF8.GetBytes(new string('x', 400))), 10).ToArray())
            .AsTask().GetAwaiter().GetResult();
}
