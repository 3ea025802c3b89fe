namespace LanTalk.Client.Reconnecting;

/// <summary>
/// How long to wait before each attempt to reconnect: 1 s, then doubled each time up to 30 s, each time shortened at random by up to half. When a
/// server with a thousand users returns, they come one after the other.
/// </summary>
internal sealed class Backoff(Random random)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _next = Shortest;

    /// <summary>The next wait.</summary>
    public TimeSpan Next()
    {
        var wait = _next - (_next / 2 * random.NextDouble());
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return wait;
    }

    /// <summary>Starts over.</summary>
    public void Reset() => _next = Shortest;
}
