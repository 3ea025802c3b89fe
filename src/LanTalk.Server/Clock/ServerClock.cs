using System.Globalization;

namespace LanTalk.Server.Clock;

/// <summary>The local time in the wire's form, <c>HH:mm</c>. The text is formatted once a minute, not once a message.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private sealed record Minute(long Number, string Text);

    private Minute _minute = new(-1, "");

    /// <summary>Formats a time for the wire: <c>HH:mm</c> if it is today, otherwise <c>MM-dd HH:mm</c>.</summary>
    /// <param name="milliseconds">Since 1970, UTC.</param>
    public string At(long milliseconds)
    {
        var at = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), time.LocalTimeZone);
        return at.ToString(at.Date == time.GetLocalNow().Date ? "HH:mm" : "MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The current date.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().Date);

    /// <summary>The current time.</summary>
    public string Now
    {
        get
        {
            var now = time.GetLocalNow();
            var number = now.Ticks / TimeSpan.TicksPerMinute;
            var minute = _minute;
            if (minute.Number != number)
            {
                // Threads may race here; each of them computes the same value.
                _minute = minute = new Minute(number, now.ToString("HH:mm", CultureInfo.InvariantCulture));
            }

            return minute.Text;
        }
    }
}
