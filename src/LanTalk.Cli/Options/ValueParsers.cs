using System.Globalization;
using System.Net;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.History;
using LanTalk.Server.Invitations;
using LanTalk.Server.Moderation;
using Serilog.Events;

namespace LanTalk.Cli.Options;

/// <summary>Reads the values of options, and gives the errors for invalid ones.</summary>
internal static class ValueParsers
{
    /// <summary>Any text that is not empty.</summary>
    public static bool ShareNumber(string text, out long? value, out string error)
    {
        error = "is not the number of a share; lantalk files lists them";
        value = long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
        return value is not null;
    }

    public static bool Text(string text, out string? value, out string error)
    {
        (value, error) = (text, "it must not be empty");
        return text.Trim().Length > 0;
    }

    /// <summary>A file or a directory, as a full path: it is named in messages, and opened whatever the working directory is by then.</summary>
    public static bool FullPath(string text, out string? value, out string error)
    {
        var isGiven = Text(text, out value, out error);
        value = isGiven ? Path.GetFullPath(text) : null;
        return isGiven;
    }

    /// <summary>A name of a user or a server.</summary>
    public static bool Name(string text, out string? value, out string error) => Name(text, UserName.DefaultMaxLength, out value, out error);

    /// <summary>A name whose length is limited by an option of the server.</summary>
    public static bool NameOfAnyLength(string text, out string? value, out string error) => Name(text, int.MaxValue, out value, out error);

    /// <summary>A TCP port of a server, 0 included.</summary>
    public static bool ListenPort(string text, out int value, out string error) => Number(text, 0, 65535, out value, out error);

    /// <summary>A port to connect to.</summary>
    public static bool Port(string text, out int value, out string error) => Number(text, 1, 65535, out value, out error);

    /// <summary>A limit: a whole number, 0 for none.</summary>
    public static bool Limit(string text, out int value, out string error) => Number(text, 0, int.MaxValue, out value, out error);

    /// <summary>A whole number, or null if nothing is given.</summary>
    public static bool OptionalCount(string text, out int? value, out string error)
    {
        var isCount = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        (value, error) = (count, "it takes a whole number");
        return isCount;
    }

    /// <summary>A size in bytes, with <c>K</c> or <c>M</c> for 1,024 or 1,048,576 of them; 0 for no limit.</summary>
    public static bool Size(string text, out int value, out string error)
    {
        error = "it takes a size such as 4096, 16K or 4M; 0 for no limit";
        var isSize = TryReadSize(text, int.MaxValue, out var size);
        value = (int)size;
        return isSize;
    }

    /// <summary>A size of files, with <c>K</c>, <c>M</c>, <c>G</c> or <c>T</c>; 0 for no limit.</summary>
    public static bool FileSize(string text, out long value, out string error)
    {
        error = "it takes a size such as 500M, 4G or 1T; 0 for no limit";
        return TryReadSize(text, long.MaxValue, out value);
    }

    /// <summary>The space for files, or <c>off</c>.</summary>
    public static bool FileSpace(string text, out long? value, out string error)
    {
        error = "it takes a size such as 500M, 10G or 1T, 0 for no limit but the disk's, or off";
        var isSize = TryReadSize(text, long.MaxValue, out var size);
        value = isSize ? size : null;
        return isSize || text == "off";
    }

    /// <summary>A time such as <c>1h30m</c>; 0 for no limit.</summary>
    public static bool Time(string text, out TimeSpan value, out string error)
    {
        error = "it takes a time such as 90s, 5m or 1h30m; 0 for none";
        return Duration.TryParse(text, out value) && value <= TimeSpan.FromDays(3650);
    }

    /// <summary>A time, or null if nothing is given.</summary>
    public static bool OptionalTime(string text, out TimeSpan? value, out string error)
    {
        var isTime = Time(text, out var time, out error);
        value = time;
        return isTime;
    }

    /// <summary>A time above zero.</summary>
    public static bool Wait(string text, out TimeSpan value, out string error)
    {
        error = "it takes a time such as 500ms, 3s or 1m, at most 1d";
        return Duration.TryParse(text, out value) && value > TimeSpan.Zero && value <= TimeSpan.FromDays(1);
    }

    /// <summary>How long a ban lasts.</summary>
    public static bool Penalty(string text, out TimeSpan value, out string error)
    {
        error = $"it takes {PenaltyTime.Rule}";
        return PenaltyTime.TryParse(text, out value);
    }

    /// <summary>How long an invitation lets users in, or nothing where nothing is given.</summary>
    public static bool InvitationTime(string text, out TimeSpan? value, out string error)
    {
        error = $"it takes {InvitationRequest.TimeRule}";
        var isTime = InvitationRequest.TryParseTime(text, out var time);
        value = time;
        return isTime;
    }

    /// <summary>How many users an invitation lets in, or nothing where nothing is given.</summary>
    public static bool InvitationUses(string text, out int? value, out string error)
    {
        error = $"it takes {InvitationRequest.UsesRule}";
        var isCount = InvitationRequest.TryParseUses(text, out var count);
        value = count;
        return isCount;
    }

    /// <summary>The address in an invitation's link, or nothing where nothing is given.</summary>
    public static bool InvitationAddress(string text, out IPAddress? value, out string error)
    {
        error = "it takes an address that a phone can open, such as 192.168.1.5";
        var isAddress = InvitationRequest.TryParseAddress(text, out var address);
        value = address;
        return isAddress;
    }

    /// <summary>Parses a policy for invitations.</summary>
    public static bool Invites(string text, out InvitePolicy? value, out string error)
    {
        error = "it takes everybody, operator or off";
        value = text.ToLowerInvariant() switch
        {
            "everybody" => InvitePolicy.Everybody,
            "operator" => InvitePolicy.Operator,
            "off" => InvitePolicy.Off,
            _ => null,
        };
        return value is not null;
    }

    /// <summary>A rate such as <c>10/5s</c>; 0, which counts nothing, for no limit.</summary>
    public static bool Rate(string text, out RateLimit value, out string error)
    {
        error = "it takes a number of messages per time, such as 10/5s; 0 for no limit";
        var isRate = RateLimit.TryParse(text, out var rate);
        value = rate ?? new RateLimit(0, TimeSpan.Zero);
        return isRate || text == "0";
    }

    /// <summary>How much history is kept: <c>30d</c>, <c>100000</c>, both, <c>all</c> or <c>off</c>.</summary>
    public static bool History(string text, out HistoryLimit value, out string error)
    {
        error = "it takes an age such as 30d, a number of messages such as 100000, both with a comma between, all, or off";
        var isLimit = HistoryLimit.TryParse(text, out var limit);
        value = limit ?? new HistoryLimit();
        return isLimit;
    }

    /// <summary>Addresses of this machine, separated by commas or blanks.</summary>
    public static bool Addresses(string text, out IReadOnlyList<IPAddress> value, out string error)
    {
        var addresses = new List<IPAddress>();
        (value, error) = (addresses, "it takes addresses of this machine, such as 192.168.1.5 or ::1");
        foreach (var part in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IPAddress.TryParse(part, out var address))
            {
                return false;
            }

            addresses.Add(address);
        }

        return addresses.Count > 0;
    }

    /// <summary>How much is logged.</summary>
    public static bool Level(string text, out LogEventLevel value, out string error)
    {
        error = "it takes DEBUG, INFO, WARNING or ERROR";
        LogEventLevel? level = text.ToUpperInvariant() switch
        {
            "DEBUG" => LogEventLevel.Debug,
            "INFO" => LogEventLevel.Information,
            "WARNING" => LogEventLevel.Warning,
            "ERROR" => LogEventLevel.Error,
            _ => null,
        };
        value = level ?? LogEventLevel.Information;
        return level is not null;
    }

    /// <summary>The fingerprint of a server, as <c>serve</c> shows it.</summary>
    public static bool Fingerprint(string text, out ServerFingerprint? value, out string error)
    {
        error = "it takes SHA256: and 43 characters, as the server shows them at its start";
        return ServerFingerprint.TryParse(text, out value);
    }

    /// <summary>The value of a flag's variable.</summary>
    public static bool YesOrNo(string text, out bool value, out string error)
    {
        error = "it takes 1, true or yes, or else 0, false or no";
        value = text.ToLowerInvariant() is "1" or "true" or "yes";
        return value || text.ToLowerInvariant() is "0" or "false" or "no";
    }

    private static bool Name(string text, int maxLength, out string? value, out string error)
    {
        var problem = UserName.ProblemOf(text, maxLength);
        (value, error) = (UserName.Compose(text), problem ?? "");
        return problem is null;
    }

    private static bool Number(string text, int least, int most, out int value, out string error)
    {
        error = most == int.MaxValue ? "it takes a whole number; 0 for no limit" : $"it takes a whole number from {least} to {most}";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
    }

    private static bool TryReadSize(string text, long most, out long size)
    {
        var unit = text.Length == 0 ? ' ' : char.ToUpperInvariant(text[^1]);
        var factor = unit switch { 'K' => 1L << 10, 'M' => 1L << 20, 'G' => 1L << 30, 'T' => 1L << 40, _ => 1 };
        var digits = factor == 1 ? text : text[..^1];
        var isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most / factor;
        size = isNumber ? number * factor : 0;
        return isNumber;
    }
}
