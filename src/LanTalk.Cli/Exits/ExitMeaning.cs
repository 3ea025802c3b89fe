namespace LanTalk.Cli.Exits;

/// <summary>The meaning of an exit code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Meaning">The meaning, for a person.</param>
internal sealed record ExitMeaning(int Code, string Meaning)
{
    /// <summary>All exit codes, in order.</summary>
    public static IReadOnlyList<ExitMeaning> All { get; } =
    [
        new(ExitCode.Done, "Done. A server that was asked to stop exits with 0, too."),
        new(ExitCode.Unexpected, "An internal error; please report it."),
        new(ExitCode.Usage, "A wrong option, or a file that cannot be read or written."),
        new(ExitCode.NothingFound, "No server, no such ban or no message was found; or several servers and none was named."),
        new(ExitCode.Refused, "Refused: wrong password, name taken, banned, kicked, or a line that the server did not accept."),
        new(
            ExitCode.Network,
            "Network: cannot connect, port taken, connection lost and not back in time; or standard output cannot be written, as on a full disk. A reader that stops reading, such as head, is no error."),
        new(ExitCode.Untrusted, "Untrusted: the server is not the one that you know, or has not proven that it knows the password."),
    ];
}
