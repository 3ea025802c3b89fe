using System.Globalization;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Chatting;

/// <summary>The lines between messages that say where another day begins and where the user stopped reading.</summary>
internal sealed class ReadingMarks(Prompt prompt, TimeProvider time)
{
    private DateOnly _day = DateOnly.FromDateTime(time.GetLocalNow().Date);
    private long? _stoppedAt;

    /// <summary>The line before a message, if another day begins with it.</summary>
    /// <param name="at">When it was posted; null if that is not known.</param>
    public string? DayOf(DateTimeOffset? at)
    {
        if (at is not { } said || DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(said, time.LocalTimeZone).Date) is var day && day == _day)
        {
            return null;
        }

        _day = day;
        return day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the user has been away for this long before the message; true once per absence.</summary>
    public bool BeginsUnread(TimeSpan away)
    {
        if (away == TimeSpan.Zero || prompt.LastKey is not { } lastKey || lastKey == _stoppedAt || time.GetElapsedTime(lastKey) < away)
        {
            return false;
        }

        _stoppedAt = lastKey;
        return true;
    }
}
