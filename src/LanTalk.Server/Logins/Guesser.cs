namespace LanTalk.Server.Logins;

/// <summary>The party that wrong passwords are counted against: an address, or a known key. Used under the throttle's lock.</summary>
/// <param name="name">The address or the key.</param>
/// <param name="isKnown">Whether it is a known key.</param>
internal sealed class Guesser(string name, bool isKnown)
{
    /// <summary>The address or the key.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is a key that has proved the password before.</summary>
    public bool IsKnown { get; } = isKnown;

    /// <summary>The number of its failed attempts.</summary>
    public int Failures { get; set; }

    /// <summary>When the last attempt failed, as a timestamp.</summary>
    public long LastAt { get; set; }

    /// <summary>The number of its attempts in progress.</summary>
    public int UnderWay { get; set; }

    /// <summary>Its attempts that wait for another one to end. The result says how long each must wait; null lets it begin.</summary>
    public Queue<TaskCompletionSource<TimeSpan?>> Waiting { get; } = new();

    /// <summary>Whether none of its attempts is in progress or waiting.</summary>
    public bool IsIdle => UnderWay == 0 && Waiting.Count == 0;
}
