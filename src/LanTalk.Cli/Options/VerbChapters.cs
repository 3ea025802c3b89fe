namespace LanTalk.Cli.Options;

/// <summary>The headings in the list of all verbs.</summary>
internal static class VerbChapters
{
    public const string Chat = "Chat";
    public const string Server = "Run a server";
    public const string Tool = "This tool";
}
