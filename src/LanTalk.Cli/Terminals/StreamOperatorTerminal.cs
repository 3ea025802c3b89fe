using System.Runtime.CompilerServices;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Operator;

namespace LanTalk.Cli.Terminals;

/// <summary>The console of a server whose input or output is a pipe or a file. Texts go to the room that was entered last.</summary>
/// <param name="input">The lines that the operator, or a program, types.</param>
/// <param name="maxLine">The longest line in characters; a longer one is cut to one more than that.</param>
/// <param name="output">The queue to standard output.</param>
internal sealed class StreamOperatorTerminal(TextReader input, int maxLine, OutputQueue output) : IOperatorTerminal
{
    private readonly Renames _renames = new();

    /// <inheritdoc/>
    public async IAsyncEnumerable<OperatorLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in LineSource.ReadAsync(input, cancellationToken, maxLine))
        {
            yield return new OperatorLine(line);
        }
    }

    /// <inheritdoc/>
    public void Show(IReadOnlyList<ServerMessage> messages)
    {
        foreach (var message in messages)
        {
            // Most messages are no events.
            if (message is SystemMessage && _renames.IsRepeated(new Received(message)))
            {
                continue;
            }

            output.Add(OutputLine.Of(message));
        }
    }
}
