namespace LanTalk.Client.Rooms;

/// <summary>The rooms besides the lobby that the user wants to be in, and the callers that wait to be there. They outlast a connection.</summary>
internal sealed class WantedRooms
{
    private readonly Lock _gate = new();
    private readonly List<string> _rooms = [];
    private readonly Dictionary<string, TaskCompletionSource<bool>> _waiting = [];

    // Those that must not be created.
    private readonly HashSet<string> _existing = [];
    private bool _isClosed;

    /// <summary>Raised when the user's wishes change, or a room was entered or refused.</summary>
    public event EventHandler? Changed;

    /// <summary>Whether a caller waits to be in a room.</summary>
    public bool IsAnyAwaited
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>How often a waiting caller was let in or refused.</summary>
    public int Answered { get; private set; }

    /// <summary>Those rooms, in the order of the requests.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _rooms];
            }
        }
    }

    /// <summary>The user wants to be in a room; the task says whether that succeeded.</summary>
    /// <param name="room">The room.</param>
    /// <param name="mayCreate">Whether to create the room if it does not exist.</param>
    public Task<bool> Add(string room, bool mayCreate = true)
    {
        Task<bool> entered;
        lock (_gate)
        {
            if (_isClosed)
            {
                return Task.FromResult(false);
            }

            if (_rooms.Contains(room) && !_waiting.ContainsKey(room))
            {
                return Task.FromResult(true);
            }

            if (!_waiting.TryGetValue(room, out var source))
            {
                _rooms.Add(room);
                _ = mayCreate ? _existing.Remove(room) : _existing.Add(room);
                _waiting[room] = source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            entered = source.Task;
        }

        Changed?.Invoke(this, EventArgs.Empty);
        return entered;
    }

    /// <summary>Whether the user wants to be in a room.</summary>
    public bool Contains(string room)
    {
        lock (_gate)
        {
            return _rooms.Contains(room);
        }
    }

    /// <summary>Whether to create a room if it does not exist.</summary>
    public bool MayCreate(string room)
    {
        lock (_gate)
        {
            return !_existing.Contains(room);
        }
    }

    /// <summary>The user no longer wants to be there.</summary>
    public void Remove(string room) => Finish(room, isThere: false);

    /// <summary>The room was entered, or was refused and is no longer wanted.</summary>
    public void Finish(string room, bool isThere)
    {
        lock (_gate)
        {
            if (!isThere)
            {
                _rooms.Remove(room);
            }

            if (_waiting.Remove(room, out var source))
            {
                source.SetResult(isThere);
                Answered++;
            }
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>No more rooms will be entered.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (var source in _waiting.Values)
            {
                source.SetResult(false);
            }

            _waiting.Clear();
        }
    }
}
