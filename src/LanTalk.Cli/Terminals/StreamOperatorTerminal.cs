using LanTalk.Cli.Texts;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Operator;

namespace LanTalk.Cli.Terminals;

/// <summary>The console of a server whose input or output is a pipe or a file.</summary>
internal sealed class StreamOperatorTerminal(TextReader input, TextWriter output) : IOperatorTerminal
{
    /// <inheritdoc/>
    public IAsyncEnumerable<string> ReadLinesAsync(CancellationToken cancellationToken) => LineSource.ReadAsync(input, cancellationToken);

    /// <inheritdoc/>
    public void Show(IReadOnlyList<ServerMessage> messages)
    {
        lock (output)
        {
            foreach (var message in messages)
            {
                MessageFormatter.Format(message).WriteLineTo(output);
            }

            output.Flush();
        }
    }
}
