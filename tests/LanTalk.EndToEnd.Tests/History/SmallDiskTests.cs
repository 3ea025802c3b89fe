using System.Text;
using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Server.History;

namespace LanTalk.EndToEnd.Tests.History;

/// <summary>The store on a disk of its own, which fills up or lets nobody write.</summary>
public sealed class SmallDiskTests : IAsyncLifetime
{
    private const string Room = "lobby";

    private readonly string _disk = Directory.CreateTempSubdirectory("lantalk-disk-").FullName;
    private bool _isMounted;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Requirement.ProgramAsync("A disk of the test's own is needed", "mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", _disk);
        _isMounted = true;
    }

    [Fact]
    public void AFullDiskRefusesMessagesUntilThereIsSpaceAgain()
    {
        var ballast = Path.Combine(_disk, "ballast");
        File.WriteAllBytes(ballast, new byte[300_000]);
        using var store = SqliteRoomStore.Open(_disk, new HistoryLimit());

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
        store.Open(Room).LastId.Should().Be(kept);
        FluentActions.Invoking(() => Append(store, kept)).Should().Throw<StoreException>();
        store.ReadAfter(Room, 0, int.MaxValue).Should().HaveCount((int)kept);

        File.Delete(ballast);
        Append(store, kept);
        store.Dispose();
        using var again = SqliteRoomStore.Open(_disk, new HistoryLimit());
        again.ReadAfter(Room, 0, int.MaxValue).Select(message => message.Id).Should().Equal(Enumerable.Range(1, (int)kept + 10).Select(i => (long)i));
    }

    [Fact]
    public async Task ADiskThatIsReadOnlyIsRefusedUntilItCanBeWritten()
    {
        using (var store = SqliteRoomStore.Open(_disk, new HistoryLimit()))
        {
            Append(store, 0);
        }

        await MountAsync("remount,ro");

        FluentActions.Invoking(() => SqliteRoomStore.Open(_disk, new HistoryLimit())).Should().Throw<StoreException>().WithMessage($"{_disk}*cannot be written*--data-dir*");

        await MountAsync("remount,rw");
        using var again = SqliteRoomStore.Open(_disk, new HistoryLimit());
        Append(again, 10);
        again.Open(Room).LastId.Should().Be(20);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            await Requirement.ProgramAsync("The disk must go", "umount", _disk);
        }

        Directory.Delete(_disk);
    }

    private Task MountAsync(string options) => Requirement.ProgramAsync("A disk that changes is needed", "mount", "-o", options, _disk);

    private static void Append(SqliteRoomStore store, long last) => store.Append(
        Room, [.. Enumerable.Range(1, 10).Select(i => new StoredMessage(last + i, 0, "Bob", Encoding.UTF8.GetBytes(new string('x', 400))))]);
}
