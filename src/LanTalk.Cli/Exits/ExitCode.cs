namespace LanTalk.Cli.Exits;

/// <summary>What the tool says to the shell. Scripts rely on these numbers; the README lists them.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A fault of the tool itself.</summary>
    public const int Unexpected = 1;

    /// <summary>A wrong option, or a file that cannot be read or written.</summary>
    public const int Usage = 2;

    /// <summary>No server, no such ban or no message was found.</summary>
    public const int NothingFound = 3;

    /// <summary>The server refused: wrong password, name taken, banned, kicked, message not taken.</summary>
    public const int Refused = 4;

    /// <summary>Cannot connect, port taken, connection lost for good, or standard output that takes nothing.</summary>
    public const int Network = 5;

    /// <summary>The server is not who it must be: another key than is known, or no proof of the password.</summary>
    public const int Untrusted = 6;
}
