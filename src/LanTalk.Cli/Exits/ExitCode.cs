namespace LanTalk.Cli.Exits;

/// <summary>The exit codes of the tool. Scripts rely on these numbers; the README lists them.</summary>
internal static class ExitCode
{
    /// <summary>Success.</summary>
    public const int Done = 0;

    /// <summary>An internal error.</summary>
    public const int Unexpected = 1;

    /// <summary>A wrong option, or a file that cannot be read or written.</summary>
    public const int Usage = 2;

    /// <summary>No server, no such ban or no message was found.</summary>
    public const int NothingFound = 3;

    /// <summary>The server refused: wrong password, name taken, banned, kicked, message not accepted.</summary>
    public const int Refused = 4;

    /// <summary>Cannot connect, port taken, connection lost for good, or standard output cannot be written.</summary>
    public const int Network = 5;

    /// <summary>The server is not the expected one: another key than the known one, or no proof of the password.</summary>
    public const int Untrusted = 6;
}
