using System.Runtime.CompilerServices;
using LanTalk.Cli.Texts;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Operator;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Terminals;

/// <summary>The console of a server on a terminal: the conversation scrolls above the line being typed.</summary>
internal sealed class PromptOperatorTerminal(Prompt prompt) : IOperatorTerminal
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var input in prompt.ReadAsync(cancellationToken))
        {
            foreach (var line in input.Text.Split('\n'))
            {
                prompt.EchoCommand(line);
                yield return line;
            }
        }
    }

    /// <inheritdoc/>
    public void Show(IReadOnlyList<ServerMessage> messages)
    {
        foreach (var message in messages)
        {
            prompt.WriteLine(MessageFormatter.Format(message));
            if (message is PrivateMessage)
            {
                prompt.Notify("\a");
            }
        }
    }
}
