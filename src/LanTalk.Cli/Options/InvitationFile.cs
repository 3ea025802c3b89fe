using LanTalk.Cli.Exits;
using LanTalk.Protocol.Invitations;

namespace LanTalk.Cli.Options;

/// <summary>A link that is read from a file, so that nobody else sees its token on the command line.</summary>
internal static class InvitationFile
{
    private const string StandardInput = "-";

    /// <summary>The link in the first line of a file, or of standard input.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public static InvitationLink Read(string file)
    {
        string? line;
        try
        {
            // Of standard input no more than the line: what follows is what is to be said.
            line = file == StandardInput ? Console.In.ReadLine() : File.ReadLines(file).FirstOrDefault();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"Cannot read the invitation from {file}: {e.Message}");
        }

        return InvitationLink.TryParse(line?.Trim() ?? "", out var link, out var problem)
            ? link
            : throw new ToolException(ExitCode.Usage,
                $"The first line of {(file == StandardInput ? "standard input" : file)} must be an invitation: {problem}.");
    }
}
