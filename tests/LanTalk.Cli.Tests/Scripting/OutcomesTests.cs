using LanTalk.Cli.Scripting;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class OutcomesTests
{
    private readonly Outcomes _outcomes = new();

    [Fact]
    public void AnEchoTellsOnceThatItWasDelivered()
    {
        var said = Expect(Outgoing.Say("hello", "ops"));
        var echo = new Received(new RoomMessage("14:22", "Bob", "hello") { Id = 12, Room = "ops", Nonce = said.Nonce });

        var outcome = _outcomes.Learn(echo)!;

        outcome.Origin.Reference.Should().Be("a");
        outcome.By.Should().BeOfType<Delivered>().Which.By.Id.Should().Be(12);
        _outcomes.Learn(echo).Should().BeNull();
        _outcomes.GiveUp("over").Should().BeEmpty();
    }

    [Fact]
    public void WhatOthersSayIsNoOutcome()
    {
        Expect(Outgoing.Say("hello", null));

        _outcomes.Learn(new Received(new RoomMessage("14:22", "Carol", "hello") { Id = 12, Nonce = "another" })).Should().BeNull();
        _outcomes.Learn(new Received(new RoomMessage("14:22", "Carol", "hello"))).Should().BeNull();
    }

    [Fact]
    public void AnActionIsDeliveredByWhateverTellsItFirst()
    {
        var echoed = Expect(Outgoing.Say("/me waves", null));
        _outcomes.Learn(new Received(new RoomMessage("14:22", "Bob", "waves", true) { Nonce = echoed.Nonce }))!.By.Should().BeOfType<Delivered>();

        var acknowledged = Expect(Outgoing.Say("/me waves", null));
        _outcomes.Learn(new Answered(acknowledged, new Acknowledgement("14:22", acknowledged.Nonce)))!.By.Should().BeOfType<Delivered>();
    }

    [Fact]
    public void ACommandIsAnsweredOrRefused()
    {
        var command = Expect(Outgoing.Say("/users", null));
        _outcomes.Learn(new Answered(command, new Acknowledgement("14:22", command.Nonce)))!.By.Should().BeOfType<Answered>();

        var refused = Expect(Outgoing.Say("/users", null));
        _outcomes.Learn(new Received(new SystemMessage("14:22", "Too fast.", SystemEvents.Refused) { Nonce = refused.Nonce }))!
            .By.Should().BeOfType<NotSent>().Which.Reason.Should().Be("Too fast.");
    }

    [Fact]
    public void WhatIsNotKnownAtTheEndWasNotSent()
    {
        Expect(Outgoing.Say("two", null), line: 2);
        Expect(Outgoing.Say("one", null), line: 1);

        _outcomes.GiveUp("the connection is lost").Select(outcome => outcome.Origin.Line).Should().Equal(1, 2);
    }

    private Outgoing Expect(Outgoing what, int line = 1)
    {
        _outcomes.Expect(what, new Origin(line, what.Text, "a"));
        return what;
    }
}
