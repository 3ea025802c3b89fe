using System.Globalization;

namespace LanTalk.Server.Clock;

/// <summary>The time as the wire shows it: local, <c>HH:mm</c>. The text is made once a minute, not once a message.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private sealed record Minute(long Number, string Text);

    private Minute _minute = new(-1, "");

    /// <summary>A time as the wire shows it: <c>HH:mm</c> if it was today, otherwise <c>MM-dd HH:mm</c>.</summary>
    /// <param name="milliseconds">Since 1970, UTC.</param>
    public string At(long milliseconds)
    {
        var at = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), time.LocalTimeZone);
        return at.ToString(at.Date == time.GetLocalNow().Date ? "HH:mm" : "MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The present day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().Date);

    /// <summary>The present minute.</summary>
    public string Now
    {
        get
        {
            var now = time.GetLocalNow();
            var number = now.Ticks / TimeSpan.TicksPerMinute;
            var minute = _minute;
            if (minute.Number != number)
            {
                // Threads may race to replace it; each makes the same.
                _minute = minute = new Minute(number, now.ToString("HH:mm", CultureInfo.InvariantCulture));
            }

            return minute.Text;
        }
    }
}
