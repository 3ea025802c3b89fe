using LanTalk.Client.Rooms;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Tests.Rooms;

public sealed class RoomPlacesTests
{
    private readonly RoomPlaces _places = new();

    [Fact]
    public void ANewcomerHasNoPlace()
    {
        _places.Of("lobby").Should().Be((null, null));
    }

    [Fact]
    public void ThePlaceIsTheLastMessageThatCame()
    {
        _places.Enter(Lobby("e", since: 70, id: 72)).Should().Be(default(RoomArrival));
        _places.Take(Message(71)).Should().BeTrue();
        _places.HasCaughtUp(["lobby"]).Should().BeFalse();
        _places.Take(Message(72)).Should().BeTrue();

        _places.Of("lobby").Should().Be(("e", 72));
        _places.HasCaughtUp(["lobby"]).Should().BeTrue();
    }

    [Fact]
    public void AMessageThatWasThereBeforeIsDropped()
    {
        _places.Enter(Lobby("e", since: 70, id: 72));
        _places.Take(Message(71));

        _places.Take(Message(71)).Should().BeFalse();
        _places.Take(Message(70)).Should().BeFalse();
        _places.Of("lobby").Should().Be(("e", 71));
    }

    [Fact]
    public void EachRoomCountsForItself()
    {
        _places.Enter(Lobby("e", since: 70, id: 70));
        _places.Enter(new RoomState("14:22", "ops", "f", 5, 6));

        _places.Take(Message(6) with { Room = "ops" }).Should().BeTrue();

        _places.Of("lobby").Should().Be(("e", 70));
        _places.Of("ops").Should().Be(("f", 6));
    }

    [Fact]
    public void WhatIsNotKeptAnyMoreIsMissing()
    {
        _places.Enter(Lobby("e", since: 70, id: 70));
        _places.Begin();

        _places.Enter(Lobby("e", since: 87, id: 90)).Should().Be(new RoomArrival(17, IsReplaced: false));
        _places.Of("lobby").Should().Be(("e", 87));
    }

    [Theory]
    [InlineData("f", 200)] // another epoch
    [InlineData("e", 60)] // the same one, but it goes less far than what was seen of it
    public void AnotherHistoryIsNotTakenForTheSame(string epoch, long id)
    {
        _places.Enter(Lobby("e", since: 70, id: 70));
        _places.Begin();

        _places.Enter(Lobby(epoch, since: 50, id)).Should().Be(new RoomArrival(0, IsReplaced: true));
        _places.Take(Message(51)).Should().BeTrue();
    }

    [Fact]
    public void NothingIsCaughtUpWithBeforeEveryRoomIsEnteredOnThisConnection()
    {
        _places.Enter(Lobby("e", since: 70, id: 70));
        _places.Begin();
        _places.HasCaughtUp(["lobby"]).Should().BeFalse();

        _places.Enter(Lobby("e", since: 70, id: 70));

        _places.HasCaughtUp(["lobby"]).Should().BeTrue();
        _places.HasCaughtUp(["lobby", "ops"]).Should().BeFalse();
    }

    private static RoomState Lobby(string epoch, long since, long id) => new("14:22", "lobby", epoch, since, id);

    private static RoomMessage Message(long id) => new("14:22", "Bob", "hi") { Id = id };
}
