namespace LanTalk.Client.Connecting;

/// <summary>How much of a server's limits is spent.</summary>
/// <param name="Messages">Of the limit for messages.</param>
/// <param name="Queries">Of the limit for queries, if they have one of their own.</param>
internal sealed record Spending(int Messages, int Queries);

/// <summary>
/// Keeps sending within the server's rate limits, exactly. The server counts a message when it arrives, which the client cannot see. But it handles
/// messages in order, so the answer to one (the echo of a text, an acknowledgement, a refusal, the answer to any ping) proves that this one and
/// everything written before it was handled. So a message counts as spent until a whole window has passed since it was proven handled, however the
/// network may stretch or squeeze the traffic.
/// </summary>
/// <param name="limits">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="sendPing">Sends a ping.</param>
internal sealed class SendPacer(SendLimits limits, TimeProvider time, Func<CancellationToken, Task> sendPing)
{
    private readonly Lock _gate = new();
    private readonly Account _messages = new(limits.Messages is null ? null : new Pace(limits.Messages, time));
    private readonly Account? _queries = limits.Messages is null || limits.Queries is null ? null : new Account(new Pace(limits.Queries, time));
    private readonly Queue<PendingPing> _pings = new();
    private long _moment;
    private bool _abandoned;
    private bool _isAnswered;

    /// <summary>
    /// Whether nothing proves that a message was handled, so that it counts as handled once written: an older server answers nothing.
    /// </summary>
    public bool TrustsWriting { get; init; }

    /// <summary>How long the limit may make a message wait.</summary>
    public TimeSpan Window => limits.Messages?.Per ?? TimeSpan.Zero;

    /// <summary>How much is spent now. It still counts on the session's next connection.</summary>
    public Spending Spent
    {
        get
        {
            lock (_gate)
            {
                return new Spending(_messages.Pace?.Spent ?? 0, _queries?.Pace?.Spent ?? 0);
            }
        }
    }

    /// <summary>
    /// How long the last ping took; null before two were answered. The first is no measure: its answer waits behind everything that the server sends
    /// to a newcomer, and its reader has only just started.
    /// </summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>Counts messages sent on a former connection.</summary>
    public void Inherit(Spending spent)
    {
        lock (_gate)
        {
            _messages.Pace?.Inherit(spent.Messages);
            _queries?.Pace?.Inherit(spent.Queries);
        }
    }

    /// <summary>Waits until one more message may be sent, and counts it. The turn is returned if it is disposed of unused.</summary>
    /// <param name="isQuery">Whether it only asks for something.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="IOException">The connection ended before.</exception>
    public async Task<SendTurn> WaitForTurnAsync(bool isQuery, CancellationToken cancellationToken)
    {
        var account = isQuery ? _queries ?? _messages : _messages;
        var turn = new SendTurn(this, account.Pace);
        if (account.Pace is not { } pace)
        {
            return turn;
        }

        await account.First.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                TimeSpan? wait;
                lock (_gate)
                {
                    if (pace.TrySpend(turn))
                    {
                        return turn;
                    }

                    wait = pace.Wait;
                }

                await (wait is { } pause ? Task.Delay(pause, time, cancellationToken) : WaitUntilHandledAsync(cancellationToken));
            }
        }
        finally
        {
            account.First.Release();
        }
    }

    /// <summary>Waits until the server has handled everything that was written.</summary>
    /// <exception cref="IOException">The connection ended before.</exception>
    public async Task WaitUntilHandledAsync(CancellationToken cancellationToken)
    {
        var handled = await PingAsync(cancellationToken);
        await handled.WaitAsync(cancellationToken);
    }

    /// <summary>Sends a ping; the inner task completes with its answer.</summary>
    public async Task<Task> PingAsync(CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_abandoned)
            {
                throw new IOException("The connection is closed.");
            }

            _pings.Enqueue(new PendingPing(answer, ++_moment, time.GetTimestamp()));
        }

        await sendPing(cancellationToken);
        return answer.Task;
    }

    /// <summary>The oldest ping was answered.</summary>
    public void Answered()
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
            Prove(ping.Begun);
        }

        ping.Answer.TrySetResult();
    }

    /// <summary>The server has answered a message, so it has handled this one.</summary>
    public void Handled(string nonce)
    {
        lock (_gate)
        {
            if ((_messages.Pace?.Find(nonce) ?? _queries?.Pace?.Find(nonce)) is { } turn)
            {
                Prove(turn.Begun);
                turn.Pace!.Prove(turn);
            }
        }
    }

    /// <summary>The connection ended: nothing more will be answered.</summary>
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

    internal void Begin(SendTurn turn, string? nonce)
    {
        lock (_gate)
        {
            (turn.Nonce, turn.Begun) = (nonce, ++_moment);
        }
    }

    internal void End(SendTurn turn)
    {
        lock (_gate)
        {
            turn.Written = ++_moment;
            if (TrustsWriting)
            {
                turn.Pace?.Prove(turn);
            }
        }
    }

    internal void Return(SendTurn turn)
    {
        lock (_gate)
        {
            if (turn.Begun == 0)
            {
                turn.Pace?.Return(turn);
            }
        }
    }

    // A message that was still being written when another was begun may have gone out after it.
    private void Prove(long begun)
    {
        _messages.Pace?.Prove(begun);
        _queries?.Pace?.Prove(begun);
    }

    /// <summary>The callers that wait for a turn in one account; the first of them watches it.</summary>
    private sealed class Account(Pace? pace)
    {
        public Pace? Pace => pace;

        public SemaphoreSlim First { get; } = new(1);
    }

    private sealed record PendingPing(TaskCompletionSource Answer, long Begun, long SentAt);
}
