using LanTalk.Protocol.Messages;
using LanTalk.Server.Operator;

namespace LanTalk.Cli.Terminals;

/// <summary>The console of a server whose input or output is a pipe or a file.</summary>
/// <param name="input">What the operator, or a program, types.</param>
/// <param name="maxLine">The longest line in characters; a longer one is cut to one more.</param>
/// <param name="output">The queue to standard output.</param>
internal sealed class StreamOperatorTerminal(TextReader input, int maxLine, OutputQueue output) : IOperatorTerminal
{
    /// <inheritdoc/>
    public IAsyncEnumerable<string> ReadLinesAsync(CancellationToken cancellationToken) => LineSource.ReadAsync(input, cancellationToken, maxLine);

    /// <inheritdoc/>
    public void Show(IReadOnlyList<ServerMessage> messages)
    {
        foreach (var message in messages)
        {
            output.Add(OutputLine.Of(message));
        }
    }
}
