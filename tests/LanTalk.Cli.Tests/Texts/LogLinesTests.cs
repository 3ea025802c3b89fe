using LanTalk.Cli.Texts;
using Serilog.Events;
using Serilog.Parsing;

namespace LanTalk.Cli.Tests.Texts;

public sealed class LogLinesTests
{
    [Theory]
    [InlineData(LogEventLevel.Information, "[14:22:01] INFO   Bob joined")]
    [InlineData(LogEventLevel.Warning, "[14:22:01] WARNING  Bob joined")]
    [InlineData(LogEventLevel.Debug, "[14:22:01] DEBUG  Bob joined")]
    [InlineData(LogEventLevel.Error, "[14:22:01] ERROR  Bob joined")]
    public void ALineHasTimeLevelAndText(LogEventLevel level, string line)
    {
        Format(level, "{Name} joined", "Bob").Should().Be(line);
    }

    [Fact]
    public void WhateverIsInAMessageItIsOneLine()
    {
        Format(LogEventLevel.Information, "{Name} joined", "Bob\n[14:22:02] INFO   Alice\e[2J").Should().Be(
            "[14:22:01] INFO   Bob␊[14:22:02] INFO   Alice␛[2J joined");
    }

    [Fact]
    public void AnExceptionFollowsIndented()
    {
        Format(LogEventLevel.Error, "{Name} failed", "It", new IOException("disk\e full")).Should()
            .Be("[14:22:01] ERROR  It failed\n    System.IO.IOException: disk␛ full");
    }

    private static string Format(LogEventLevel level, string template, string name, Exception? exception = null)
    {
        var time = new DateTimeOffset(2026, 1, 2, 14, 22, 1, TimeSpan.Zero);
        var properties = new[] { new LogEventProperty("Name", new ScalarValue(name)) };
        return string.Join('\n', LogLines.Of(new LogEvent(time, level, exception, new MessageTemplateParser().Parse(template), properties)));
    }
}
