using LanTalk.Cli.Clock;

namespace LanTalk.Cli.Tests.Clock;

public sealed class PosixZoneTests
{
    [Theory]
    [InlineData("UTC0", "2026-07-01T12:00:00Z", "12:00")]
    [InlineData("JST-9", "2026-07-01T12:00:00Z", "21:00")]
    [InlineData("<+0330>-3:30", "2026-07-01T12:00:00Z", "15:30")]
    [InlineData("EST+5", "2026-07-01T12:00:00Z", "07:00")]
    [InlineData("EST5EDT", "2026-07-01T12:00:00Z", "08:00")]
    [InlineData("EST5EDT", "2026-01-01T12:00:00Z", "07:00")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:00Z", "01:59")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", "03:00")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:00Z", "02:59")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", "02:00")]
    [InlineData("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", "11:00")]
    [InlineData("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00:00Z", "10:00")]
    [InlineData("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T12:00:00Z", "13:00")]
    [InlineData("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01T12:00:00Z", "12:00")]
    [InlineData("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:00Z", "22:59")] // Greenland: an hour before Sunday
    [InlineData("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", "00:00")]
    [InlineData("XST0XDT,J60/0,J300/0", "2024-03-01T00:00:00Z", "01:00")] // the first of March, in a leap year, too
    [InlineData("XST0XDT,59/0,300/0", "2024-02-29T00:00:00Z", "01:00")]
    public void ATimeIsThatOfTheZone(string zone, string utc, string local)
    {
        var found = PosixZone.Parse(zone);

        found.Should().NotBeNull();
        TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(utc), found!).ToString("HH:mm").Should().Be(local);
    }

    [Theory]
    [InlineData("")]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("A-1")]
    [InlineData("CET-25")]
    [InlineData("CET-1:99")]
    [InlineData("CET-1CEST,M13.5.0,M10.5.0")]
    [InlineData("CET-1CEST,M3.5.0")]
    [InlineData("CET-1CEST,nonsense")]
    [InlineData("CET-1\nCEST")]
    public void AnythingElseIsNone(string text)
    {
        PosixZone.Parse(text).Should().BeNull();
    }
}
