namespace LanTalk.Client.Discovery;

/// <summary>What an announced server is to whoever looks for servers, as far as an announcement can tell.</summary>
public enum ServerStanding
{
    /// <summary>Nobody in particular.</summary>
    Stranger,

    /// <summary>One that is looked for, or was met before: it has a place before every stranger.</summary>
    Expected,

    /// <summary>One that was met at this very address: it has a place in any case.</summary>
    AtKnownAddress,
}
