using System.Globalization;
using System.Text.RegularExpressions;

namespace LanTalk.Cli.Clock;

/// <summary>
/// A time zone in the POSIX form of <c>TZ</c>, such as <c>CET-1CEST,M3.5.0,M10.5.0/3</c>: routers and small images have no other data. .NET reads
/// only names of zones, and uses UTC for anything else.
/// </summary>
/// <remarks>https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html, with the hours below 0 and above 24 of RFC 8536.</remarks>
internal static partial class PosixZone
{
    /// <summary>If no rule is given, as in the C libraries: those of the United States.</summary>
    private const string DefaultRules = ",M3.2.0,M11.1.0";

    private const int FirstYear = 1970, LastYear = 2100;

    /// <summary>Reads a zone; null if the text is not one.</summary>
    public static TimeZoneInfo? Parse(string text)
    {
        if (Zone().Match(text) is not { Success: true } zone || OffsetOf(zone.Groups["offset"].Value) is not { } behind)
        {
            return null;
        }

        // POSIX counts how far the zone is behind UTC.
        var standard = -behind;
        var name = zone.Groups["name"].Value.Trim('<', '>');
        var summerName = zone.Groups["summer"].Value.Trim('<', '>');
        var summer = zone.Groups["summeroffset"] is { Length: > 0 } given ? -OffsetOf(given.Value) : standard + TimeSpan.FromHours(1);
        var rules = zone.Groups["rules"] is { Length: > 0 } written ? written.Value : DefaultRules;
        try
        {
            return summerName.Length == 0
                ? TimeZoneInfo.CreateCustomTimeZone(text, standard, name, name)
                : summer is { } offset && Rules().Match(rules) is { Success: true } match
                    ? TimeZoneInfo.CreateCustomTimeZone(text, standard, name, name, summerName, Adjustments(match, offset - standard))
                    : null;
        }
        catch (ArgumentException)
        {
            // An offset of more than 14 hours, or with seconds; a rule for a day that does not exist.
            return null;
        }
    }

    // Year by year: .NET's own rules have no hours below 0 or above 24, and no days of the year.
    private static TimeZoneInfo.AdjustmentRule[] Adjustments(Match rules, TimeSpan delta) =>
    [
        .. Enumerable.Range(FirstYear, LastYear - FirstYear + 1).Select(year => TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(year, 1, 1), new DateTime(year, 12, 31), delta, Transition(rules, "start", year), Transition(rules, "end", year))),
    ];

    private static TimeZoneInfo.TransitionTime Transition(Match rules, string which, int year)
    {
        var time = rules.Groups[$"{which}time"] is { Length: > 0 } given ? OffsetOf(given.Value)
            ?? throw new ArgumentException("no time") : TimeSpan.FromHours(2);
        var at = DayOf(rules.Groups[which].Value, year) + time;
        return TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1).Add(at.TimeOfDay), at.Month, at.Day);
    }

    private static DateTime DayOf(string rule, int year)
    {
        var numbers = rule.TrimStart('M', 'J').Split('.').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        if (rule[0] == 'J')
        {
            // Counted from 1, without 29 February.
            return new DateTime(year, 1, 1).AddDays(numbers[0] - (numbers[0] < 60 || !DateTime.IsLeapYear(year) ? 1 : 0));
        }

        if (rule[0] != 'M')
        {
            return new DateTime(year, 1, 1).AddDays(numbers[0]);
        }

        var (month, week, weekday) = (numbers[0], numbers[1], numbers[2]);
        var first = new DateTime(year, month, 1);
        var day = 1 + ((weekday - (int)first.DayOfWeek + 7) % 7) + ((week - 1) * 7);

        // The fifth means the last.
        return new DateTime(year, month, day > DateTime.DaysInMonth(year, month) ? day - 7 : day);
    }

    /// <summary>Hours, minutes and seconds with a sign; null if out of range.</summary>
    private static TimeSpan? OffsetOf(string text)
    {
        var parts = text.TrimStart('+', '-').Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var offset = TimeSpan.FromSeconds((parts[0] * 3600) + (parts.ElementAtOrDefault(1) * 60) + parts.ElementAtOrDefault(2));
        return parts[0] > 167 || parts.Skip(1).Any(part => part > 59) ? null : text.StartsWith('-') ? -offset : offset;
    }

    [GeneratedRegex(
        @"\A(?<name>[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)(?<offset>[+-]?\d{1,2}(:\d{1,2}){0,2})((?<summer>[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)(?<summeroffset>[+-]?\d{1,2}(:\d{1,2}){0,2})?(?<rules>,.+)?)?\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Zone();

    [GeneratedRegex(
        @"\A,(?<start>M\d{1,2}\.[1-5]\.[0-6]|J?\d{1,3})(/(?<starttime>[+-]?\d{1,3}(:\d{1,2}){0,2}))?,(?<end>M\d{1,2}\.[1-5]\.[0-6]|J?\d{1,3})(/(?<endtime>[+-]?\d{1,3}(:\d{1,2}){0,2}))?\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rules();
}
