using System.Globalization;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.History;

/// <summary>
/// A time in the past as people write it, local to this machine: <c>today</c>, <c>yesterday</c>, <c>2h</c>, <c>3d</c>,
/// <c>2026-11-24</c>, <c>2026-11-24T14:30</c>, <c>14:30</c>.
/// </summary>
public static class SinceTime
{
    /// <summary>The allowed forms, for an error message.</summary>
    public const string Rule = "a time such as today, yesterday, 2h, 3d, 14:30 or 2026-11-24";

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm"];

    /// <summary>Parses a time.</summary>
    public static bool TryParse(string text, TimeProvider time, out DateTimeOffset since)
    {
        var now = time.GetLocalNow();
        var isTime = true;
        if (text.Equals("today", StringComparison.OrdinalIgnoreCase))
        {
            since = Local(now.Date, time);
        }
        else if (text.Equals("yesterday", StringComparison.OrdinalIgnoreCase))
        {
            since = Local(now.Date.AddDays(-1), time);
        }
        else if (Duration.TryParse(text, out var ago) && ago > TimeSpan.Zero && ago.Ticks < now.UtcTicks)
        {
            since = now - ago;
        }
        else if (TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            // The last time that the clock showed this: a time later than now means yesterday's.
            var today = Local(now.Date + clock.ToTimeSpan(), time);
            since = today <= now ? today : Local(now.Date.AddDays(-1) + clock.ToTimeSpan(), time);
        }
        else
        {
            isTime = DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
            since = isTime ? Local(date, time) : default;
        }

        return isTime;
    }

    private static DateTimeOffset Local(DateTime local, TimeProvider time)
    {
        // Counted in ticks, because at the ends of the calendar the offset may lead out of range. Of an hour that comes twice the first is taken: it
        // is better to find too much.
        var zone = time.LocalTimeZone;
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        var ticks = Math.Clamp(local.Ticks - offset.Ticks, 0, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
