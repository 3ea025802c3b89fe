using System.Runtime.CompilerServices;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Operator;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Terminals;

/// <summary>The console of a server on a terminal: the conversation scrolls above the line being typed.</summary>
/// <param name="prompt">Where the operator types.</param>
/// <param name="output">The queue to the same prompt.</param>
internal sealed class PromptOperatorTerminal(Prompt prompt, OutputQueue output) : IOperatorTerminal
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<OperatorLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var input in prompt.ReadAsync(cancellationToken))
        {
            if (!input.Text.Contains('\n', StringComparison.Ordinal))
            {
                output.Add(new OutputLine(input.Text) { IsTyped = true });
            }

            yield return new OperatorLine(input.Text);
        }
    }

    /// <inheritdoc/>
    public void Show(IReadOnlyList<ServerMessage> messages)
    {
        foreach (var message in messages)
        {
            output.Add(OutputLine.Of(message));
        }
    }
}
