namespace LanTalk.Client.Discovery;

/// <summary>The standing of an announced server with the caller, as far as an announcement can tell.</summary>
public enum ServerStanding
{
    /// <summary>An unknown server.</summary>
    Stranger,

    /// <summary>One that is looked for, or was met before: it gets a seat before every stranger.</summary>
    Expected,

    /// <summary>One that was met at this very address: it always gets a seat.</summary>
    AtKnownAddress,
}
