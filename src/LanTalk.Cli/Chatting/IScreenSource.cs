namespace LanTalk.Cli.Chatting;

/// <summary>What a screen needs to know of the chat that it shows.</summary>
internal interface IScreenSource
{
    /// <summary>The reader's name at the start.</summary>
    string UserName { get; }

    /// <summary>Whether what happens tells when, so that it can be shown in the reader's time.</summary>
    bool TellsTimes { get; }

    /// <summary>Whether the reader can be in several rooms at once.</summary>
    bool HasRooms { get; }

    /// <summary>How long the server took to answer; null if that is not known.</summary>
    TimeSpan? RoundTrip { get; }

    /// <summary>How many are online; null if nobody has said so.</summary>
    int? Online { get; }
}
