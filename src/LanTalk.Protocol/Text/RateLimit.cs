using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LanTalk.Protocol.Text;

/// <summary>At most <see cref="Count"/> within any <see cref="Per"/>, written <c>10/5s</c>.</summary>
/// <param name="Count">The number allowed, at least 1.</param>
/// <param name="Per">The length of the window, above zero.</param>
public sealed record RateLimit(int Count, TimeSpan Per)
{
    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RateLimit? limit)
    {
        limit = null;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash > 0
            && int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && Duration.TryParse(text.AsSpan(slash + 1), out var per)
            && count is > 0 and <= 1_000_000
            && per > TimeSpan.Zero)
        {
            limit = new RateLimit(count, per);
        }

        return limit is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count}/{Duration.Format(Per)}";
}
