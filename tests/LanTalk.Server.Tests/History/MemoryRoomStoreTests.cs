using LanTalk.Server.History;

namespace LanTalk.Server.Tests.History;

public sealed class MemoryRoomStoreTests : RoomStoreContract
{
    [Fact]
    public void EachStartIsAnotherHistory()
    {
        using var first = new MemoryRoomStore(new HistoryLimit(IsOff: true));
        using var second = new MemoryRoomStore(new HistoryLimit(IsOff: true));

        first.Open("lobby").Epoch.Should().NotBe(second.Open("lobby").Epoch);
    }

    [Fact]
    public void WithoutANumberTheLastTenThousandAreKept()
    {
        using var store = new MemoryRoomStore(new HistoryLimit(IsOff: true));
        Say(store, "lobby", [.. Enumerable.Range(0, 10_005).Select(i => $"{i}")]);

        store.Open("lobby").FirstId.Should().Be(6);
    }

    internal override bool KeepsAll => false;

    internal override IRoomStore Create(int maxCount = 10_000) => new MemoryRoomStore(new HistoryLimit(MaxCount: maxCount, IsOff: true));

    internal override void Prune(IRoomStore store)
    {
        // It enforces its limit by itself.
    }

    internal override int CountRooms(IRoomStore store) => ((MemoryRoomStore)store).Count;

    internal override IRoomStore Reopen(IRoomStore store, int maxCount = 10_000) => store;
}
