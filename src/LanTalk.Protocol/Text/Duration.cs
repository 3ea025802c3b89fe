using System.Globalization;

namespace LanTalk.Protocol.Text;

/// <summary>Durations as people write them: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>2d</c>, <c>250ms</c>; a bare <c>0</c> is none.</summary>
public static class Duration
{
    // Longest first: a duration is written with the largest unit that fits. The reader tells "ms" from "m".
    private static readonly (string Unit, TimeSpan Span)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Reads a duration: one or more whole numbers each with its unit, from the longest unit to the shortest.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is "0")
        {
            return true;
        }

        var nextUnit = 0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 9)
            {
                return false;
            }

            var number = int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[digits..];
            var letters = text.IndexOfAnyInRange('0', '9');
            var unit = letters < 0 ? text : text[..letters];
            text = text[unit.Length..];

            var index = UnitIndex(unit, nextUnit);
            if (index < 0 || number > (TimeSpan.MaxValue - duration) / Units[index].Span)
            {
                return false;
            }

            duration += number * Units[index].Span;
            nextUnit = index + 1;
        }

        return nextUnit > 0;
    }

    /// <summary>Writes a duration in the form that <see cref="TryParse"/> reads, down to milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.FromMilliseconds(1))
        {
            return "0";
        }

        var text = "";
        foreach (var (unit, span) in Units)
        {
            var count = (long)(duration / span);
            if (count > 0)
            {
                text += count.ToString(CultureInfo.InvariantCulture) + unit;
                duration -= count * span;
            }
        }

        return text;
    }

    private static int UnitIndex(ReadOnlySpan<char> unit, int from)
    {
        for (var i = from; i < Units.Length; i++)
        {
            if (unit.SequenceEqual(Units[i].Unit))
            {
                return i;
            }
        }

        return -1;
    }
}
