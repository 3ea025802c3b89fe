using System.CommandLine;
using System.CommandLine.Invocation;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;

namespace LanTalk.Cli.Manual;

/// <summary>The action of <c>--help</c>: prints the brief form of a verb's page.</summary>
/// <param name="pages">Makes the page.</param>
internal sealed class BriefHelpAction(ManualPages pages) : SynchronousCommandLineAction
{
    /// <summary>The width for a file or a pipe.</summary>
    public const int DefaultColumns = 80;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true; // a person who asks for help may not know yet how a line is completed

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var page = pages.Of(parseResult.CommandResult.Command, UsageErrors.NameOf(parseResult.CommandResult));
        Console.Out.Write(ManualText.Of(page, StandardStreams.OutputColumns ?? DefaultColumns, isBrief: true));
        return ExitCode.Done;
    }
}
