using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Testing;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class VisitKeeperTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void TheNextVisitKnowsTheRoomsAndTheName()
    {
        var keeper = Keeper();
        keeper.Begin();
        keeper.Learn(Renamed("Bob", "Bobby"), "Bob");
        keeper.Keep(["lobby", "ops", "tea"], "tea");

        Keeper().Before.Should().BeEquivalentTo(new Visit("Bobby", ["ops", "tea"], "tea"));
    }

    [Fact]
    public void WhatOthersDoChangesNothingAndANameStays()
    {
        var first = Keeper();
        first.Begin();
        first.Learn(Renamed("Bob", "Bobby"), "Bob");
        first.Keep(["lobby", "ops"], "lobby");

        var second = Keeper();
        second.Begin();
        second.Learn(Renamed("Carol", "Caro"), "Bobby");
        second.Keep(["lobby"], "lobby");

        Keeper().Before.Should().BeEquivalentTo(new Visit("Bobby", [], "lobby"));
    }

    [Fact]
    public void UntilTheUserIsBackNothingIsForgotten()
    {
        var first = Keeper();
        first.Begin();
        first.Keep(["lobby", "ops"], "ops");

        Keeper().Keep(["lobby"], "lobby"); // it was stopped before it was in its rooms

        Keeper().Before.Rooms.Should().Equal("ops");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"name":"no name","rooms":["no/room","lobby"],"shown":"ops"}""")]
    [InlineData("""{"rooms":null,"shown":null}""")]
    [InlineData("[]")]
    public void AFileThatIsNoneIsAsGoodAsNone(string text)
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "visits"));
        File.WriteAllText(Path.Combine(_directory.Path, "visits", "ab-cd.json"), text);

        Keeper().Before.Should().BeEquivalentTo(Visit.None);
    }

    [Fact]
    public void WithoutAServerToKnowAgainNothingIsKept()
    {
        var keeper = new VisitKeeper(null);
        keeper.Begin();
        keeper.Keep(["lobby", "ops"], "ops");

        keeper.Before.Should().Be(Visit.None);
    }

    public void Dispose() => _directory.Dispose();

    private VisitKeeper Keeper() => new(LastVisit.To(_directory.Path, "ab:cd"));

    private static Received Renamed(string from, string to) =>
        new(new SystemMessage("14:22", $"{from} is now {to}.", SystemEvents.Nick, from) { Name = to });
}
