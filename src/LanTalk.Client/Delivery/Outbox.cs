using LanTalk.Client.Events;

namespace LanTalk.Client.Delivery;

/// <summary>
/// The user's messages that are neither acknowledged nor refused yet, in order. Each message that was added comes out exactly once: settled, lost
/// with a connection, or given up. It knows no connection, only how many there were.
/// </summary>
internal sealed class Outbox
{
    /// <summary>How many may wait; a pipe is read no faster than it is sent.</summary>
    public const int Capacity = 256;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource _changed = NewSource();
    private bool _isClosed;

    /// <summary>Raised, on any thread, when a message was added or came out.</summary>
    public event EventHandler? Changed;

    /// <summary>How many connections were lost. The sender uses it to say which one it means.</summary>
    public int Connection { get; private set; }

    /// <summary>How many messages are not settled.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>How often the server has settled a message.</summary>
    public int Answered { get; private set; }

    /// <summary>Whether a message was sent on the current connection and is not settled.</summary>
    public bool AwaitsAnswer
    {
        get
        {
            lock (_gate)
            {
                return _entries.Exists(entry => entry.IsTaken);
            }
        }
    }

    /// <summary>Adds a message to be sent, once there is room.</summary>
    /// <returns>False if the outbox was given up: it is not sent.</returns>
    public async Task<bool> AddAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_isClosed)
                {
                    return false;
                }

                if (_entries.Count < Capacity)
                {
                    _entries.Add(new Entry(outgoing));
                    break;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }

        SignalChange();
        return true;
    }

    /// <summary>Whether a message for a room is not settled.</summary>
    public bool HasAnyFor(string room)
    {
        lock (_gate)
        {
            return _entries.Exists(entry => entry.Outgoing.Room == room);
        }
    }

    /// <summary>The next message to send; null if there is none, or the connection is not the current one.</summary>
    public Outgoing? FindNext(int connection)
    {
        lock (_gate)
        {
            return connection == Connection ? _entries.Find(entry => !entry.IsTaken)?.Outgoing : null;
        }
    }

    /// <summary>Takes the next message to send, if it is still the one found.</summary>
    public Outgoing? Take(int connection, Outgoing found)
    {
        lock (_gate)
        {
            if (connection != Connection || _entries.Find(entry => !entry.IsTaken) is not { } next || next.Outgoing != found)
            {
                return null;
            }

            (next.IsTaken, next.WasTaken) = (true, true);
            return next.Outgoing;
        }
    }

    /// <summary>Settles a message; null if it was settled before, or is not in the outbox.</summary>
    /// <param name="nonce">Its nonce.</param>
    /// <param name="isAnswered">Whether the server answered. Otherwise the client has given it up.</param>
    public Outgoing? Settle(string nonce, bool isAnswered = true)
    {
        Entry? entry;
        lock (_gate)
        {
            entry = _entries.Find(entry => entry.Outgoing.Nonce == nonce);
            if (entry is null)
            {
                return null;
            }

            _entries.Remove(entry);
            Answered += isAnswered ? 1 : 0;
        }

        SignalChange();
        return entry.Outgoing;
    }

    /// <summary>The connection is lost: everything is to be sent again on the next one, except for commands that may have been carried out.</summary>
    /// <returns>Those commands.</returns>
    public IReadOnlyList<Outgoing> Break()
    {
        List<Outgoing> lost;
        lock (_gate)
        {
            Connection++;
            lost = [.. _entries.Where(IsLost).Select(entry => entry.Outgoing)];
            _entries.RemoveAll(IsLost);
            _entries.ForEach(entry => entry.IsTaken = false);
        }

        SignalChange();
        return lost;

        static bool IsLost(Entry entry) => entry.IsTaken && entry.Outgoing.IsCommand;
    }

    /// <summary>Drops messages that were never taken. Those that were may have arrived: they are sent until that is known.</summary>
    /// <returns>The dropped messages.</returns>
    public IReadOnlyList<Outgoing> Cancel()
    {
        List<Outgoing> cancelled;
        lock (_gate)
        {
            cancelled = [.. _entries.Where(entry => !entry.WasTaken).Select(entry => entry.Outgoing)];
            _entries.RemoveAll(entry => !entry.WasTaken);
        }

        SignalChange();
        return cancelled;
    }

    /// <summary>Nothing more is sent.</summary>
    /// <returns>The messages that were not settled.</returns>
    public IReadOnlyList<Outgoing> GiveUp()
    {
        List<Outgoing> left;
        lock (_gate)
        {
            _isClosed = true;
            Connection++;
            left = [.. _entries.Select(entry => entry.Outgoing)];
            _entries.Clear();
        }

        SignalChange();
        return left;
    }

    /// <summary>Waits until everything is settled, in any way.</summary>
    public async Task WaitUntilEmptyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_entries.Count == 0)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void SignalChange()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            (changed, _changed) = (_changed, NewSource());
        }

        changed.SetResult();
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Entry(Outgoing outgoing)
    {
        public Outgoing Outgoing { get; } = outgoing;

        /// <summary>Whether it was taken to be sent on the current connection.</summary>
        public bool IsTaken { get; set; }

        /// <summary>Whether it was taken on any connection.</summary>
        public bool WasTaken { get; set; }
    }
}
