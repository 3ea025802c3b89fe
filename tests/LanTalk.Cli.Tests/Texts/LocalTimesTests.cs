using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Texts;

public sealed class LocalTimesTests
{
    // Half past midnight on the second of January for the reader, nine hours ahead.
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-01T15:30:00Z"));

    public LocalTimesTests() => _time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("nine", TimeSpan.FromHours(9), "nine", "nine"));

    [Theory]
    [InlineData("2026-01-01T15:05:00Z", "00:05")]
    [InlineData("2026-01-01T14:59:00Z", "01-01 23:59")]
    [InlineData("2025-12-31T14:00:00Z", "2025-12-31 23:00")]
    public void AMessageShowsTheReadersTimeAndTheDayIfItIsAnother(string at, string shown)
    {
        var milliseconds = DateTimeOffset.Parse(at).ToUnixTimeMilliseconds();

        Shown(new RoomMessage("16:05", "Bob", "hi") { At = milliseconds }).Should().Be($"[{shown}] Bob: hi");
        Shown(new PrivateMessage("16:05", "Bob", "hi") { At = milliseconds }).Should().Be($"[{shown}] (private) Bob: hi");
    }

    [Fact]
    public void WhatSaysNoTimeShowsWhenItCame()
    {
        Shown(new SystemMessage("16:30", "Bob joined.", SystemEvents.Join, "Bob")).Should().Be("[00:30] *** Bob joined. ***");
    }

    [Fact]
    public void AnAnswerThatQuotesAMessageShowsWhenThatWasSaid()
    {
        var at = DateTimeOffset.Parse("2025-12-31T14:00:00Z").ToUnixTimeMilliseconds();

        Shown(new SystemMessage("12-31 15:00", "Bob: hi", SystemEvents.Reply) { At = at }).Should().Be("[2025-12-31 23:00]   Bob: hi");
    }

    [Fact]
    public void AnOlderServersTimeIsLeftAsItIs()
    {
        Shown(new RoomMessage("16:05", "Bob", "hi") { At = 0 }, isEncrypted: false).Should().Be("[16:05] Bob: hi");
    }

    [Theory]
    [InlineData(long.MinValue, "0001-01-02")]
    [InlineData(long.MaxValue, "9999-12-31")]
    public void ATimeThatCannotBeIsShownAsTheNearestThatCan(long at, string day)
    {
        Shown(new RoomMessage("16:05", "Bob", "hi") { At = at }).Should().StartWith($"[{day}");
    }

    private string Shown(ServerMessage message, bool isEncrypted = true) =>
        MessageFormatter.Format(new LocalTimes(isEncrypted, _time).Of(new Received(message)), Viewpoint.Nobody)!.ToString();
}
