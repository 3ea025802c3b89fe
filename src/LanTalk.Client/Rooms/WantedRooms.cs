namespace LanTalk.Client.Rooms;

/// <summary>The rooms that the user wants to be in beside the lobby, and who waits to be there. They outlast a connection.</summary>
internal sealed class WantedRooms
{
    private readonly Lock _gate = new();
    private readonly List<string> _rooms = [];
    private readonly Dictionary<string, TaskCompletionSource<bool>> _waiting = [];

    // Those that are not to be made.
    private readonly HashSet<string> _existing = [];
    private bool _isClosed;

    /// <summary>Told that the user wants something else, or that a room was entered or refused.</summary>
    public event EventHandler? Changed;

    /// <summary>Whether somebody waits to be in a room.</summary>
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

    /// <summary>How often somebody who waited was let in or refused.</summary>
    public int Answered { get; private set; }

    /// <summary>Those rooms, in the order in which they were asked for.</summary>
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

    /// <summary>The user wants to be in a room; the task tells whether it came there.</summary>
    /// <param name="room">The room.</param>
    /// <param name="mayCreate">Whether the room is to be made if it is not there.</param>
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

    /// <summary>Whether a room is to be made if it is not there.</summary>
    public bool MayCreate(string room)
    {
        lock (_gate)
        {
            return !_existing.Contains(room);
        }
    }

    /// <summary>The user wants to be there no more.</summary>
    public void Remove(string room) => Finish(room, isThere: false);

    /// <summary>The room was entered, or was refused and is wanted no more.</summary>
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

    /// <summary>No room will be entered any more.</summary>
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
