using System.Globalization;

namespace LanTalk.Server.Transfers;

/// <summary>
/// The parts of a path that is about files: <c>/files</c>, <c>/files/17</c>, <c>/files/17/outline</c> and <c>/files/17/download/TICKET/NAME</c>, whose
/// name is only for the browser, which saves the file under it.
/// </summary>
/// <param name="Number">The share's number; null for <c>/files</c>.</param>
/// <param name="IsOutline">Whether its description is meant.</param>
/// <param name="Ticket">The ticket for a download by a browser itself; null for a ticket in a header.</param>
internal readonly record struct SharePath(long? Number, bool IsOutline, string? Ticket)
{
    private const string Root = "/files";
    private const string Outline = "/outline";
    private const string Download = "/download/";

    /// <summary>Whether a path is about files, valid or not.</summary>
    public static bool IsOne(string path) => path == Root || path.StartsWith($"{Root}/", StringComparison.Ordinal);

    /// <summary>Where a share is.</summary>
    public static string Of(long number) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{number}");

    /// <summary>Reads a path; false if there is nothing there.</summary>
    public static bool TryParse(string path, out SharePath parsed)
    {
        parsed = default;
        if (path == Root)
        {
            return true;
        }

        if (!IsOne(path))
        {
            return false;
        }

        var rest = path.AsSpan(Root.Length + 1);
        string? ticket = null;
        if (rest.IndexOf(Download) is > 0 and var end)
        {
            var parts = rest[(end + Download.Length)..];
            var slash = parts.IndexOf('/');
            if (slash <= 0 || slash == parts.Length - 1)
            {
                return false;
            }

            ticket = parts[..slash].ToString();
            rest = rest[..end];
        }

        var isOutline = ticket is null && rest.EndsWith(Outline);
        var digits = isOutline ? rest[..^Outline.Length] : rest;
        if (digits.StartsWith("0") || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        parsed = new SharePath(number, isOutline, ticket);
        return true;
    }
}
