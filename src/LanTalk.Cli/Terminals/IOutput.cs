namespace LanTalk.Cli.Terminals;

/// <summary>
/// The final output of lines: a terminal, a pipe, a file. It may block for as long as it likes; only an <see cref="OutputQueue"/> writes to it.
/// </summary>
internal interface IOutput
{
    /// <summary>Writes lines, one below the other.</summary>
    /// <exception cref="IOException">They cannot be written now; later ones may be.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    void Write(IReadOnlyList<OutputLine> lines);

    /// <summary>Leaves it as it was found; nothing is written afterwards.</summary>
    void Close();
}
