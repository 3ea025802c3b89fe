using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Texts;

public sealed class RenamesTests
{
    private readonly Renames _renames = new();

    [Fact]
    public void WhatSeveralRoomsAnnounceIsOneRename()
    {
        IsRepeated("Bob", "Rob", null).Should().BeFalse();
        IsRepeated("Bob", "Rob", "ops").Should().BeTrue();
        IsRepeated("Bob", "Rob", "dev").Should().BeTrue();
    }

    [Fact]
    public void WhoTakesTheSameNameAgainIsRenamedAgain()
    {
        IsRepeated("Bob", "Rob", null);
        IsRepeated("Bob", "Rob", "ops");
        IsRepeated("Rob", "Bob", null).Should().BeFalse();
        IsRepeated("Rob", "Bob", "ops").Should().BeTrue();

        IsRepeated("Bob", "Rob", null).Should().BeFalse();
        IsRepeated("Bob", "Rob", "ops").Should().BeTrue();
    }

    [Fact]
    public void AnythingElseIsShownEachTime()
    {
        var joined = new Received(new SystemMessage("14:22", "Bob joined.", SystemEvents.Join) { User = "Bob" });

        _renames.IsRepeated(joined).Should().BeFalse();
        _renames.IsRepeated(joined).Should().BeFalse();
        _renames.IsRepeated(new ConnectionLost()).Should().BeFalse();
    }

    [Fact]
    public void OneWhoIsRenamedWithoutEndIsForgotten()
    {
        IsRepeated("Bob", "Rob", null);
        for (var i = 0; i < 1000; i++)
        {
            IsRepeated($"a{i}", $"a{i + 1}", null).Should().BeFalse();
        }

        IsRepeated("Bob", "Rob", "ops").Should().BeFalse();
    }

    private bool IsRepeated(string former, string name, string? room) =>
        _renames.IsRepeated(new Received(
            new SystemMessage("14:22", $"{former} is now {name}.", SystemEvents.Nick) { User = former, Name = name, Room = room }));
}
