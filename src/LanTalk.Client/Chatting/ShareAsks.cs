using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Chatting;

/// <summary>Asks the server about files, and hands its answers to the callers. Answers that nobody asked for are dropped.</summary>
/// <param name="send">Sends a question.</param>
/// <param name="time">The clock.</param>
internal sealed class ShareAsks(Func<ClientMessage, CancellationToken, Task> send, TimeProvider time)
{
    /// <summary>A connection that is dead is noticed sooner.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<Ask> _pending = [];
    private bool _isAbandoned;

    /// <summary>Asks for a ticket.</summary>
    /// <param name="share">The share to get; null to send one.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="RefusedException">There is none, or the server does not answer.</exception>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task<Ticket> AskTicketAsync(long? share, CancellationToken cancellationToken)
    {
        var nonce = Nonce.Create();
        return (Ticket)await AskAsync(new AskTicket(nonce, share), nonce, cancellationToken);
    }

    /// <summary>Asks for the shares of a room.</summary>
    /// <param name="room">The room; null for the lobby.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="RefusedException">The server does not say, or does not answer.</exception>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task<ShareList> AskSharesAsync(string? room, CancellationToken cancellationToken) =>
        (ShareList)await AskAsync(new AskShares(room), null, cancellationToken);

    /// <summary>Takes a message of the server if it answers a question.</summary>
    public bool TryTake(ServerMessage message)
    {
        lock (_gate)
        {
            // Only a ticket has a nonce. Other answers come in the order of the questions.
            var index = message switch
            {
                Ticket ticket => _pending.FindIndex(ask => ask.Nonce == ticket.Nonce),
                ShareList => _pending.FindIndex(ask => ask.Nonce is null),
                SystemMessage { Event: SystemEvents.Refused } refused => _pending.FindIndex(ask => ask.Nonce == refused.Nonce),
                _ => -1,
            };
            if (index < 0)
            {
                return message is Ticket or ShareList;
            }

            var answer = _pending[index].Answer;
            _pending.RemoveAt(index);
            return message is SystemMessage { Text: var text } ? answer.TrySetException(new RefusedException(text)) : answer.TrySetResult(message);
        }
    }

    /// <summary>The connection ended: nothing more will be answered.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _isAbandoned = true;
            _pending.ForEach(ask => ask.Answer.TrySetException(new IOException("The connection is closed.")));
            _pending.Clear();
        }
    }

    private async Task<ServerMessage> AskAsync(ClientMessage question, string? nonce, CancellationToken cancellationToken)
    {
        var ask = new Ask(nonce, new TaskCompletionSource<ServerMessage>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (_isAbandoned)
            {
                throw new IOException("The connection is closed.");
            }

            _pending.Add(ask);
        }

        try
        {
            await send(question, cancellationToken);
            return await ask.Answer.Task.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new RefusedException("The server does not answer questions about files. It may be an older one.", e);
        }
        finally
        {
            lock (_gate)
            {
                _pending.Remove(ask);
            }
        }
    }

    private sealed record Ask(string? Nonce, TaskCompletionSource<ServerMessage> Answer);
}
