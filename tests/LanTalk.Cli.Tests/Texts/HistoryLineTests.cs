using System.Text;
using System.Text.Json;
using LanTalk.Cli.Json;
using LanTalk.Cli.Texts;
using LanTalk.Server.History;

namespace LanTalk.Cli.Tests.Texts;

public sealed class HistoryLineTests
{
    private const long At = 1_795_530_120_123; // 2026-11-24T14:22:00.123Z

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two");

    [Fact]
    public void AMessageIsOneLineInLocalTime()
    {
        HistoryLine.TextOf(Message("Grüße"), Zone).Should().Be("[2026-11-24 16:22] Bob: Grüße");
        HistoryLine.TextOf(Message("waves", isAction: true), Zone).Should().Be("[2026-11-24 16:22] * Bob waves");
    }

    [Fact]
    public void WhatWouldTouchTheTerminalIsMadeVisible()
    {
        HistoryLine.TextOf(Message("a\u001b[2J\fb", user: "Bob\u001b"), Zone).Should().Be("[2026-11-24 16:22] Bob\u241b: a\u241b[2J\u240cb");
    }

    [Fact]
    public void FurtherLinesStandBelowTheFirstAndForgeNothing()
    {
        HistoryLine.TextOf(Message("def f():\n    return 1\n[2026-11-24 16:22] Alice: me, too"), Zone).Split(Environment.NewLine).Should().Equal(
            "[2026-11-24 16:22] Bob: def f():", "                            return 1", "                        [2026-11-24 16:22] Alice: me, too");
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void ATimeOutOfAllReasonIsStillShown(long at)
    {
        HistoryLine.TextOf(Message("hi") with { At = at }, Zone).Should().EndWith("] Bob: hi");
    }

    [Fact]
    public void ForProgramsItIsOneObject()
    {
        Json(Message("say \"hi\"\n")).Should().Be(
            """{"id":7,"room":"lobby","at":"2026-11-24T14:22:00.123Z","user":"Bob","text":"say \u0022hi\u0022\n"}""");
        Json(Message("waves", isAction: true)).Should().EndWith(""","text":"waves","action":true}""");
    }

    private static string Json(StoredMessage message) =>
        JsonSerializer.Serialize(HistoryLine.JsonOf("lobby", message), ToolJson.Default.HistoryJson);

    private static StoredMessage Message(string text, bool isAction = false, string user = "Bob") =>
        new(7, At, user, Encoding.UTF8.GetBytes(text), isAction);
}
