using System.Threading.Channels;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Operator;

namespace LanTalk.Server.Tests;

/// <summary>An operator made of two queues: the typed lines and the shown messages.</summary>
internal sealed class FakeOperatorTerminal : IOperatorTerminal
{
    private readonly Channel<OperatorLine> _typed = Channel.CreateUnbounded<OperatorLine>();
    private readonly Channel<ServerMessage> _shown = Channel.CreateUnbounded<ServerMessage>();

    /// <summary>Types a line, in the lobby or another room, for everybody there or for one user.</summary>
    public void Type(string line, string? room = null, string? to = null) => _typed.Writer.TryWrite(new OperatorLine(line, room, to));

    /// <summary>Ends the input.</summary>
    public void EndInput() => _typed.Writer.Complete();

    /// <summary>Breaks the input.</summary>
    public void BreakInput(string cause) => _typed.Writer.Complete(new IOException(cause));

    /// <summary>The next message shown.</summary>
    public async Task<ServerMessage> NextAsync() => await _shown.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The text of the next answer.</summary>
    public async Task<string> NextTextAsync() => ((SystemMessage)await NextAsync()).Text;

    /// <summary>The next private message, past what is told of the rooms meanwhile.</summary>
    public async Task<PrivateMessage> NextPrivateAsync()
    {
        while (true)
        {
            if (await NextAsync() is PrivateMessage message)
            {
                return message;
            }
        }
    }

    /// <summary>Types a command and waits for the first line of its answer, past what is told of the rooms meanwhile.</summary>
    public async Task<string> AnswerAsync(string command)
    {
        Type(command);
        while (true)
        {
            if (await NextAsync() is SystemMessage { Event: SystemEvents.Reply } answer)
            {
                return answer.Text;
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<OperatorLine> ReadLinesAsync(CancellationToken cancellationToken) => _typed.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public void Show(IReadOnlyList<ServerMessage> messages)
    {
        foreach (var message in messages)
        {
            _shown.Writer.TryWrite(message);
        }
    }
}
