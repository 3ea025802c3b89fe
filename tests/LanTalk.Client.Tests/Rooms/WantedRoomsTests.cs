using LanTalk.Client.Rooms;

namespace LanTalk.Client.Tests.Rooms;

public sealed class WantedRoomsTests
{
    private readonly WantedRooms _rooms = new();

    [Fact]
    public async Task WhoWaitsIsToldThatTheRoomWasEntered()
    {
        var entered = _rooms.Add("ops");
        entered.IsCompleted.Should().BeFalse();

        _rooms.Finish("ops", isThere: true);

        (await entered).Should().BeTrue();
        (await _rooms.Add("ops")).Should().BeTrue("it is there already");
        _rooms.All.Should().Equal("ops");
    }

    [Fact]
    public async Task ARoomThatWasRefusedIsWantedNoMore()
    {
        var entered = _rooms.Add("ops");

        _rooms.Finish("ops", isThere: false);

        (await entered).Should().BeFalse();
        _rooms.All.Should().BeEmpty();
    }

    [Fact]
    public async Task WhoWaitsAtTheEndWaitsNoLonger()
    {
        var entered = _rooms.Add("ops");

        _rooms.Close();

        (await entered).Should().BeFalse();
        (await _rooms.Add("dev")).Should().BeFalse();
    }
}
