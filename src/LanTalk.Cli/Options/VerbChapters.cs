namespace LanTalk.Cli.Options;

/// <summary>What the list of all verbs is divided into.</summary>
internal static class VerbChapters
{
    public const string Chat = "Chat";
    public const string Server = "Run a server";
    public const string Tool = "This tool";
}
