namespace LanTalk.Server.Shares;

/// <summary>
/// Which parts of a share were sent to which user, until one was sent all of it, in one request or several. In memory: after a restart of the server,
/// a user who goes on with a transfer is not known to have the rest.
/// </summary>
/// <param name="start">Where the files begin in the content: who has all of them need not have the manifest.</param>
/// <param name="end">Where they end.</param>
internal sealed class Deliveries(long start, long end)
{
    /// <summary>The most users who have a part; a further one takes the place of another.</summary>
    private const int MostUsers = 256;

    /// <summary>The most separate parts of a user; a further one is not noted.</summary>
    private const int MostParts = 32;

    // Files without a byte: the end of the manifest counts.
    private readonly long _start = Math.Min(start, end - 1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(long Start, long End)>> _parts = new(StringComparer.Ordinal);

    /// <summary>A part was sent to a user; true if that makes it all.</summary>
    /// <param name="user">The user's key in its full form.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="to">The one behind the last.</param>
    public bool Add(string user, long from, long to)
    {
        lock (_gate)
        {
            if (!_parts.TryGetValue(user, out var parts))
            {
                if (_parts.Count == MostUsers)
                {
                    _parts.Remove(_parts.Keys.First());
                }

                parts = _parts[user] = [];
            }

            Merge(parts, from, to);
            if (!parts.Exists(part => part.Start <= _start && part.End >= end))
            {
                return false;
            }

            _parts.Remove(user);
            return true;
        }
    }

    private static void Merge(List<(long Start, long End)> parts, long from, long to)
    {
        var touching = parts.Where(part => part.Start <= to && part.End >= from).ToList();
        if (touching.Count == 0 && parts.Count == MostParts)
        {
            return;
        }

        parts.RemoveAll(touching.Contains);
        parts.Add((touching.Select(part => part.Start).Append(from).Min(), touching.Select(part => part.End).Append(to).Max()));
    }
}
