namespace LanTalk.Cli.Chatting;

/// <summary>The topics that <c>/help</c> explains, as data.</summary>
internal static class HelpTopics
{
    /// <summary>The topics by name, with their lines.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> All { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["keys"] =
        [
            "Enter sends. Alt-Enter begins another line; everything sent at once is one message, however many lines it has.",
            "Up and Down call back what you typed before; Ctrl-R searches it, Ctrl-G gives the search up.",
            "Tab completes commands, names and rooms; again, the next one.",
            "Alt-1 to Alt-9, Ctrl-N and Ctrl-P show another room; Alt-A the next one where something is new, first where you are named.",
            "Ctrl-A, Ctrl-E, Alt-B, Alt-F move; Ctrl-W, Ctrl-U, Ctrl-K, Alt-D cut, Ctrl-Y puts back, as in your shell.",
            "Ctrl-X e opens the text in $EDITOR; Ctrl-L clears the screen; Ctrl-Z suspends, fg comes back.",
            "Ctrl-C clears the line. On an empty one, Ctrl-C twice, Ctrl-D or /quit leaves once all is sent; one more Ctrl-C does not wait.",
        ],
            ["rooms"] =
        [
            "Everybody is in the lobby. /join NAME enters another room, which is created if it does not exist; /leave leaves it.",
            "Messages in a room that is not shown are counted in the status line; +3! means that you are mentioned.",
            "/rooms lists the rooms, /topic shows a room's topic, /history and /search look back.",
        ],
            ["private"] =
        [
            "/pm NAME TEXT writes to one user alone. If both of you use this client, only you two can read it: the lock says so.",
            "An offline user gets it within 7 days. /verify NAME shows words that you compare to make sure of each other.",
        ],
        };
}
