using LanTalk.Protocol.Text;

namespace LanTalk.Client.Connecting;

/// <summary>
/// Holds what is sent to the server's rate limit, exactly. The server counts when a message arrives, which the client
/// cannot see; but the answer to a ping proves that everything before it has arrived. So a message is spent until a
/// whole window has passed since it was proven handled, however the network may stretch or squeeze the traffic.
/// </summary>
internal sealed class SendPacer(RateLimit? limit, TimeProvider time, Func<CancellationToken, Task> sendPing)
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);

    // When messages were proven handled, oldest first.
    private readonly Queue<long> _handledAt = new();
    private readonly Queue<PendingPing> _pings = new();

    // Sent since the last ping, and sent before a ping that is not answered yet.
    private int _unproven;
    private int _underWay;
    private bool _abandoned;
    private bool _isAnswered;

    /// <summary>How many messages of the limit are spent now. On another connection of the same session they still count.</summary>
    public int Spent
    {
        get
        {
            lock (_gate)
            {
                if (limit is null)
                {
                    return 0;
                }

                ForgetOld(limit);
                return _unproven + _underWay + _handledAt.Count;
            }
        }
    }

    /// <summary>
    /// How long the last ping took; null before two were answered. The first one is no measure: its answer waits behind all that the server
    /// tells a newcomer, and what reads it has just started.
    /// </summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>Counts messages that were sent on a former connection: at the latest, they were handled just now.</summary>
    public void Inherit(int spent)
    {
        lock (_gate)
        {
            for (var i = 0; i < spent && limit is not null; i++)
            {
                _handledAt.Enqueue(time.GetTimestamp());
            }
        }
    }

    /// <summary>Waits until one more message may be sent, and counts it.</summary>
    public async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        if (limit is null)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var wait = TimeSpan.Zero;
                lock (_gate)
                {
                    ForgetOld(limit);
                    if (_unproven + _underWay + _handledAt.Count < limit.Count)
                    {
                        _unproven++;
                        return;
                    }

                    if (_handledAt.TryPeek(out var oldest))
                    {
                        wait = limit.Per - time.GetElapsedTime(oldest);
                    }
                }

                await (wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : WaitUntilHandledAsync(cancellationToken));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until the server has handled all that was sent.</summary>
    /// <exception cref="IOException">The connection ended before.</exception>
    public async Task WaitUntilHandledAsync(CancellationToken cancellationToken)
    {
        var handled = await PingAsync(provesMessages: true, cancellationToken);
        await handled.WaitAsync(cancellationToken);
    }

    /// <summary>Sends a ping; the inner task completes with its answer.</summary>
    /// <param name="provesMessages">Whether everything counted so far is sent already, so that the answer proves it handled.</param>
    /// <param name="cancellationToken">Gives up the sending.</param>
    public async Task<Task> PingAsync(bool provesMessages, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_abandoned)
            {
                throw new IOException("The connection is closed.");
            }

            var messages = provesMessages ? _unproven : 0;
            _pings.Enqueue(new PendingPing(answer, messages, time.GetTimestamp()));
            _underWay += messages;
            _unproven -= messages;
        }

        await sendPing(cancellationToken);
        return answer.Task;
    }

    /// <summary>The answer to the oldest ping came.</summary>
    public void Handled()
    {
        PendingPing? ping;
        lock (_gate)
        {
            if (!_pings.TryDequeue(out ping))
            {
                return;
            }

            RoundTrip = _isAnswered ? time.GetElapsedTime(ping.SentAt) : null;
            _isAnswered = true;
            _underWay -= ping.Messages;
            for (var i = 0; i < ping.Messages && limit is not null; i++)
            {
                _handledAt.Enqueue(time.GetTimestamp());
            }
        }

        ping.Answer.TrySetResult();
    }

    /// <summary>The connection ended: nothing will be answered any more.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _abandoned = true;
            while (_pings.TryDequeue(out var ping))
            {
                ping.Answer.TrySetException(new IOException("The connection is closed."));
            }
        }
    }

    private void ForgetOld(RateLimit limit)
    {
        while (_handledAt.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= limit.Per)
        {
            _handledAt.Dequeue();
        }
    }

    private sealed record PendingPing(TaskCompletionSource Answer, int Messages, long SentAt);
}
