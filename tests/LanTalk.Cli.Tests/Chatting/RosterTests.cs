using LanTalk.Cli.Chatting;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class RosterTests
{
    private readonly Roster _roster = new();

    [Fact]
    public void WhoSpokeLastComesFirst()
    {
        Learn(new Overview("14:22", 3, ["Ann", "Anna", "Annie"], []));
        Learn(new RoomMessage("14:22", "Annie", "hi"));
        Learn(new PrivateMessage("14:22", "Anna", "hi"));

        _roster.NamesLike("an").Should().Equal("Anna", "Annie", "Ann");
    }

    [Fact]
    public void ComingAndGoingCounts()
    {
        Learn(new Overview("14:22", 2, ["Alice", "Bob"], []));
        Learn(new SystemMessage("14:22", "", SystemEvents.Join, "Carol"));
        Learn(new SystemMessage("14:22", "", SystemEvents.Join, "Carol") { Room = "ops" });
        _roster.Online.Should().Be(3);

        Learn(new SystemMessage("14:22", "", SystemEvents.Leave, "Carol"));

        _roster.Online.Should().Be(2);
        _roster.NamesLike("c").Should().BeEmpty();
    }

    [Fact]
    public void WhoWasGoneWhenTheServerCountedIsNotTakenAwayAgain()
    {
        Learn(new Overview("14:22", 2, ["Alice", "Bob"], []));
        Learn(new SystemMessage("14:22", "", SystemEvents.Leave, "Carol"));

        _roster.Online.Should().Be(2);
    }

    [Fact]
    public void AfterABreakNobodyIsCountedTwice()
    {
        Learn(new Overview("14:22", 2, ["Alice", "Bob"], []));

        _roster.Learn(new ConnectionLost());
        _roster.Online.Should().BeNull("who came and went meanwhile is not known");
        Learn(new SystemMessage("14:22", "", SystemEvents.Join, "Bob"));
        Learn(new Overview("14:22", 2, ["Alice", "Bob"], []));
        Learn(new SystemMessage("14:22", "", SystemEvents.Join, "Alice"));

        _roster.Online.Should().Be(2);
    }

    [Fact]
    public void ANewNameKeepsItsPlace()
    {
        Learn(new RoomMessage("14:22", "Bob", "hi"));
        Learn(new SystemMessage("14:22", "", SystemEvents.Nick, "Bob", "Rob"));

        _roster.NamesLike("").Should().Equal("Rob");
    }

    [Fact]
    public void WhoIsNotThereAnyMoreIsForgotten()
    {
        Learn(new RoomMessage("14:22", "Gone", "hi"));
        Learn(new Overview("14:22", 1, ["Alice"], []));
        _roster.NamesLike("").Should().Equal("Alice");

        Learn(new Overview("14:22", 1000, ["Bob"], []));

        _roster.NamesLike("").Should().Equal("Alice", "Bob"); // of very many, only some are told
    }

    [Fact]
    public void ACrowdAndAReturnAreReasonsToAsk()
    {
        _roster.Learn(new Received(new SystemMessage("14:22", "500 joined", SystemEvents.Crowd))).Should().BeTrue();
        _roster.Learn(new Received(new RoomMessage("14:22", "Bob", "hi"))).Should().BeFalse();
    }

    private void Learn(ServerMessage message) => _roster.Learn(new Received(message));
}
