using LanTalk.Protocol.Text;

namespace LanTalk.Server.Moderation;

/// <summary>Parses the duration of a ban or a mute, with the same rule for the console and the tool.</summary>
public static class PenaltyTime
{
    /// <summary>The rule, for an error message.</summary>
    public const string Rule = "a time such as 90s, 10m, 2h or 1d12h, at most 3650d";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Parses a duration; false if it is not one, is zero or is too long.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan time) =>
        Duration.TryParse(text, out time) && time > TimeSpan.Zero && time <= Longest;
}
