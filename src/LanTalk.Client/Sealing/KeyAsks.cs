using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Client.Sealing;

/// <summary>Asks the server for keys and hands the answers to the callers. Unrequested answers are dropped.</summary>
internal sealed class KeyAsks(Func<AskKey, CancellationToken, Task> send, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<(string User, TaskCompletionSource<KeyAnswer> Answer)> _pending = [];
    private bool _abandoned;

    /// <summary>The server's answer about a user.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    /// <exception cref="TimeoutException">The server does not answer.</exception>
    public async Task<KeyAnswer> AskAsync(string user, CancellationToken cancellationToken)
    {
        var ask = (User: user, Answer: new TaskCompletionSource<KeyAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (_abandoned)
            {
                throw new IOException("The connection is closed.");
            }

            _pending.Add(ask);
        }

        try
        {
            await send(new AskKey(user), cancellationToken);
            return await ask.Answer.Task.WaitAsync(Patience, time, cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _pending.Remove(ask);
            }
        }
    }

    /// <summary>An answer arrived; it is for the oldest question about that name.</summary>
    public void Answered(KeyAnswer answer)
    {
        lock (_gate)
        {
            var index = _pending.FindIndex(ask => UserName.Comparer.Equals(ask.User, answer.User));
            if (index >= 0)
            {
                _pending[index].Answer.TrySetResult(answer);
                _pending.RemoveAt(index);
            }
        }
    }

    /// <summary>The connection ended: nothing more will be answered.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _abandoned = true;
            foreach (var (_, answer) in _pending)
            {
                answer.TrySetException(new IOException("The connection is closed."));
            }

            _pending.Clear();
        }
    }
}
