namespace LanTalk.Cli.Chatting;

/// <summary>The facts about a chat that its screen needs.</summary>
internal interface IScreenSource
{
    /// <summary>The reader's name at the start.</summary>
    string UserName { get; }

    /// <summary>Whether events carry their time, so that it can be shown in the reader's time zone.</summary>
    bool TellsTimes { get; }

    /// <summary>Whether the reader can be in several rooms at once.</summary>
    bool HasRooms { get; }

    /// <summary>The server's last response time; null if that is not known.</summary>
    TimeSpan? RoundTrip { get; }

    /// <summary>How many are online; null if that is not known.</summary>
    int? Online { get; }

    /// <summary>The files that are being sent and got, in words; null if there are none.</summary>
    string? Transfers { get; }
}
