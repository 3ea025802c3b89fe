using LanTalk.Cli.Clock;
using LanTalk.Testing;

namespace LanTalk.Cli.Tests.Clock;

public sealed class ToolClockTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("UTC")]
    [InlineData(":UTC")]
    [InlineData("Etc/UTC")]
    [InlineData("GMT")]
    public void AZoneThatTheSystemKnowsIsLeftToIt(string? variable)
    {
        ToolClock.ZoneOf(variable).Should().BeNull();
        ToolClock.FaultOf(variable).Should().BeNull();
    }

    [Theory]
    [InlineData("JST-9")]
    [InlineData(":JST-9")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3")]
    [InlineData(":CET-1CEST,M3.5.0,M10.5.0/3")]
    public void ARuleIsRead(string variable)
    {
        ToolClock.ZoneOf(variable).Should().NotBeNull();
        ToolClock.FaultOf(variable).Should().BeNull();
    }

    [Theory]
    [InlineData("Europ/Berlin", "Europ/Berlin")]
    [InlineData(":Europ/Berlin", ":Europ/Berlin")]
    [InlineData("CET-1CEST,nonsense", "CET-1CEST,nonsense")]
    [InlineData("/no/such/file", "/no/such/file")]
    [InlineData("/", "/")]
    [InlineData("a\nb", "a ⏎ b")]
    public void AZoneThatNobodyCanReadIsNamedInOneLine(string variable, string shown)
    {
        ToolClock.ZoneOf(variable).Should().BeNull();
        ToolClock.FaultOf(variable).Should().StartWith($"TZ='{shown}' is not a time zone").And.Contain("shown in UTC").And.NotContain("\n");
    }

    [Fact]
    public void AFileIsAZoneIfItBeginsAsOne()
    {
        using var directory = new TemporaryDirectory();
        var (zone, other) = (Path.Combine(directory.Path, "zone"), Path.Combine(directory.Path, "other"));
        File.WriteAllText(zone, "TZif2");
        File.WriteAllText(other, "TZ");

        ToolClock.FaultOf(zone).Should().BeNull();
        ToolClock.FaultOf(other).Should().NotBeNull();
    }
}
