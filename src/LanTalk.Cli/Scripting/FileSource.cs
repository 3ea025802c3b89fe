using LanTalk.Cli.Exits;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>The files that a script shares.</summary>
internal static class FileSource
{
    /// <summary>Lists them, and notes what is left out.</summary>
    /// <exception cref="ToolException">They cannot be shared.</exception>
    public static ShareContent Read(IReadOnlyList<string> paths, Notes notes)
    {
        try
        {
            var source = SourceFiles.List(paths);
            foreach (var left in source.LeftOut)
            {
                notes.Say(SafeText.Clean($"left out: {left.Path}: {left.Reason}."));
            }

            return new ShareContent(source);
        }
        catch (ShareException e)
        {
            throw new ToolException(ExitCode.Usage, SafeText.Clean(e.Message));
        }
    }

    /// <summary>Standard input, as it was read.</summary>
    /// <exception cref="ToolException">It cannot be shared.</exception>
    public static ShareContent Read(InputFile input)
    {
        try
        {
            return new ShareContent(input.Source);
        }
        catch (ShareException e)
        {
            throw new ToolException(ExitCode.Usage, SafeText.Clean(e.Message));
        }
    }
}
