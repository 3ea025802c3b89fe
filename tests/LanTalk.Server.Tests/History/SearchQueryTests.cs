using LanTalk.Server.History;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.History;

public sealed class SearchQueryTests
{
    // Half past two in the afternoon, two hours ahead of UTC.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 30, 0, TimeSpan.Zero));

    public SearchQueryTests() => _time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two"));

    [Fact]
    public void WordsPhrasesAndConditionsMayStandInAnyOrder()
    {
        var query = Parse("  fox from:Bob \"brown  dog\" since:today http://x ");

        query.Terms.Should().Equal("fox", "brown  dog", "http://x");
        query.From.Should().Be("Bob");
        query.Since.Should().Be(Milliseconds("2026-11-23T22:00:00Z"));
    }

    [Theory]
    [InlineData("today", "2026-11-23T22:00:00Z")]
    [InlineData("Yesterday", "2026-11-22T22:00:00Z")]
    [InlineData("2h", "2026-11-24T10:30:00Z")]
    [InlineData("3d", "2026-11-21T12:30:00Z")]
    [InlineData("1h30m", "2026-11-24T11:00:00Z")]
    [InlineData("2026-11-01", "2026-10-31T22:00:00Z")]
    [InlineData("2026-11-01T08:15", "2026-11-01T06:15:00Z")]
    [InlineData("14:30", "2026-11-24T12:30:00Z")]
    [InlineData("14:31", "2026-11-23T12:31:00Z")]
    [InlineData("9:05", "2026-11-24T07:05:00Z")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31", "9999-12-30T22:00:00Z")]
    public void ATimeIsLocalToTheServer(string since, string utc)
    {
        Parse($"since:{since}").Since.Should().Be(Milliseconds(utc));
    }

    [Fact]
    public void OfAnHourThatComesTwiceTheFirstIsMeant()
    {
        // From three back to two on the 25th of October.
        var end = TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 25);
        var start = TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 29);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(new DateTime(2026, 1, 1), new DateTime(2026, 12, 31), TimeSpan.FromHours(1), start, end);
        _time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("one", TimeSpan.FromHours(1), "one", "one", "summer", [rule]));

        Parse("since:2026-10-25T02:30").Since.Should().Be(Milliseconds("2026-10-25T00:30:00Z"));
        Parse("since:2026-10-25T03:30").Since.Should().Be(Milliseconds("2026-10-25T02:30:00Z"));
    }

    [Theory]
    [InlineData("", "nothing to look for")]
    [InlineData("   ", "nothing to look for")]
    [InlineData("\"never closed", "not closed")]
    [InlineData("fox ???", "'???' has no letter")]
    [InlineData("\"\"", "no letter")]
    [InlineData("ab*", "'ab*' begins too many words: write at least 3 letters")]
    [InlineData("*", "'*' has no letter")]
    [InlineData("\u0640", "has no letter")]
    [InlineData("from:", "from: needs")]
    [InlineData("from:b*b", "from:b*b needs")]
    [InlineData("from:a from:b", "from: is there twice")]
    [InlineData("since:", "since: needs")]
    [InlineData("since:soon", "since:soon needs a time such as")]
    [InlineData("since:0", "since:0 needs")]
    [InlineData("since:99999999d", "since:99999999d needs")]
    [InlineData("since:25:00", "since:25:00 needs")]
    [InlineData("since:2026-02-30", "since:2026-02-30 needs")]
    [InlineData("since:1h since:2h", "since: is there twice")]
    [InlineData("since:\u001b[2J", "since:\u241b[2J needs")]
    public void AnErrorNamesThePartThatIsWrong(string text, string error)
    {
        SearchQuery.TryParse(text, _time, out var query, out var message).Should().BeFalse();

        query.Should().BeNull();
        message.Should().Contain(error).And.EndWith(".");
    }

    private SearchQuery Parse(string text)
    {
        SearchQuery.TryParse(text, _time, out var query, out var error).Should().BeTrue(error);
        return query!;
    }

    private static long Milliseconds(string utc) => DateTimeOffset.Parse(utc).ToUnixTimeMilliseconds();
}
