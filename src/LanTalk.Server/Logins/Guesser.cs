namespace LanTalk.Server.Logins;

/// <summary>Whoever tries passwords, and is held to account for wrong ones: an address, or a key that is known. Used under the throttle's lock.</summary>
/// <param name="name">The address or the key.</param>
/// <param name="isKnown">Whether it is a key that is known.</param>
internal sealed class Guesser(string name, bool isKnown)
{
    /// <summary>The address or the key.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is a key that has proved the password before.</summary>
    public bool IsKnown { get; } = isKnown;

    /// <summary>How many of its attempts have failed.</summary>
    public int Failures { get; set; }

    /// <summary>When the last one failed, as a timestamp.</summary>
    public long LastAt { get; set; }

    /// <summary>How many of its attempts are under way.</summary>
    public int UnderWay { get; set; }

    /// <summary>Those that wait for one to end. They learn whether they may begin, or how long they must wait.</summary>
    public Queue<TaskCompletionSource<TimeSpan?>> Waiting { get; } = new();

    /// <summary>Whether none of its attempts is under way or waits.</summary>
    public bool IsIdle => UnderWay == 0 && Waiting.Count == 0;
}
