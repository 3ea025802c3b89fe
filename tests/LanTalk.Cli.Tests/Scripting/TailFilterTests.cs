using LanTalk.Cli.Scripting;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class TailFilterTests
{
    [Fact]
    public void WithoutARoomTheLobbyIsFollowed()
    {
        var filter = new TailFilter([], null);

        filter.Shows(Said(null, 1)).Should().BeTrue();
        filter.Shows(Said("ops", 1)).Should().BeFalse();
        filter.Shows(Told(SystemEvents.Join, null)).Should().BeTrue();
    }

    [Fact]
    public void WithRoomsOnlyTheseAre()
    {
        var filter = new TailFilter(["ops", "dev"], null);

        filter.Shows(Said("ops", 1)).Should().BeTrue();
        filter.Shows(Said(null, 1)).Should().BeFalse();
        filter.Shows(Told(SystemEvents.Join, null)).Should().BeFalse();
        filter.Shows(Told(SystemEvents.Leave, "dev")).Should().BeTrue();
        filter.Shows(new Missing("lobby", 3)).Should().BeFalse();
    }

    [Theory]
    [InlineData(SystemEvents.Shutdown)]
    [InlineData(SystemEvents.Kick)]
    [InlineData(null)]
    public void WhatBelongsToNoRoomIsShown(string? kind)
    {
        new TailFilter(["ops"], null).Shows(Told(kind, null)).Should().BeTrue();
    }

    [Fact]
    public void OnlySoManyEarlierMessagesAreShownAndAllNewOnes()
    {
        var filter = new TailFilter([], 2);
        filter.Shows(Enter(10, isReturn: false)).Should().BeTrue();

        new long[] { 7, 8, 9, 10, 11, 12 }.Where(id => filter.Shows(Said(null, id))).Should().Equal(9, 10, 11, 12);
        filter.Shows(Told(SystemEvents.Backlog, null)).Should().BeFalse();
    }

    [Fact]
    public void WhatWasMissedWhileTheConnectionWasLostIsShown()
    {
        var filter = new TailFilter([], 0);
        filter.Shows(Enter(10, isReturn: false));
        filter.Shows(Said(null, 10)).Should().BeFalse();

        filter.Shows(Enter(20, isReturn: true)).Should().BeTrue();

        filter.Shows(Said(null, 11)).Should().BeTrue();
    }

    [Fact]
    public void PrivateMessagesAreForTheUsersOwnClient()
    {
        new TailFilter([], null).Shows(new Received(new PrivateMessage("14:22", "Carol", "psst"))).Should().BeFalse();
    }

    private static Received Said(string? room, long id) => new(new RoomMessage("14:22", "Bob", "hi") { Room = room, Id = id });

    private static Received Told(string? kind, string? room) => new(new SystemMessage("14:22", "…", kind) { Room = room });

    private static Entered Enter(long id, bool isReturn) => new(new RoomState("14:22", "lobby", "epoch", Math.Max(0, id - 50), id), isReturn);
}
