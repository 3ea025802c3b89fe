namespace LanTalk.Client.Discovery;

/// <summary>When to ask: at 0, 150, 500 and 1500 ms, because Wi-Fi loses broadcasts and a person waits; then every 2 s.</summary>
internal static class AskSchedule
{
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan[] First = [TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(350), TimeSpan.FromSeconds(1)];

    /// <summary>How long to wait for the next question.</summary>
    /// <param name="asked">How many questions were already sent, at least 1.</param>
    public static TimeSpan DelayAfter(int asked) => asked <= First.Length ? First[asked - 1] : Steady;
}
