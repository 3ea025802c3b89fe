namespace LanTalk.Server.Plugins;

/// <summary>What a plug-in may do in the chat, by the words of its manifest and of the operator.</summary>
public static class Permission
{
    /// <summary>Reads what is said in rooms.</summary>
    public const string Watch = "watch";

    /// <summary>Sees texts before others do, and replaces or refuses them.</summary>
    public const string Filter = "filter";

    /// <summary>Says something in a room.</summary>
    public const string Say = "say";

    /// <summary>Sends private messages.</summary>
    public const string Private = "private";

    /// <summary>Reads and searches earlier messages.</summary>
    public const string History = "history";

    /// <summary>Changes topics.</summary>
    public const string Topic = "topic";

    /// <summary>Mutes users.</summary>
    public const string Mute = "mute";

    /// <summary>Disconnects users.</summary>
    public const string Kick = "kick";

    /// <summary>Bans users.</summary>
    public const string Ban = "ban";

    /// <summary>Is called by programs outside.</summary>
    public const string Hook = "hook";

    /// <summary>Shares files of the server's machine.</summary>
    public const string Share = "share";

    /// <summary>All, with what each lets a plug-in do.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Watch] = "read everything that is said in its rooms, and hear of mutes, kicks and bans",
        [Filter] = "see texts before others do, and replace or refuse them",
        [Say] = "say something in rooms",
        [Private] = "send private messages",
        [History] = "read and search what was said earlier",
        [Topic] = "change the topic of rooms",
        [Mute] = "mute users",
        [Kick] = "disconnect users",
        [Ban] = "ban users",
        [Hook] = "be called by programs outside, over HTTP",
        [Share] = "share files and folders of this machine in rooms",
    };

    /// <summary>The error for a plug-in that lacks one.</summary>
    internal static string Missing(string permission) =>
        $"The permission '{permission}' is missing: the plug-in must ask for it in its manifest, and the operator grant it.";
}
