using System.Globalization;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Chatting;

/// <summary>The transfers that are under way at a prompt. May be used by any thread.</summary>
/// <param name="changed">Called when what is to be shown of them has changed.</param>
/// <param name="time">The clock.</param>
internal sealed class Transfers(Action changed, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly List<Transfer> _running = [];
    private TaskCompletionSource? _idle;
    private long _shownAt;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>The first of them, and how many more there are; null if there are none.</summary>
    public string? Status
    {
        get
        {
            lock (_gate)
            {
                return _running is [var first, .. var others]
                    ? SafeText.Clean($"{first}{(others.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" (+{others.Count})") : "")}")
                    : null;
            }
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Transfer> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _running];
            }
        }
    }

    /// <summary>Adds one.</summary>
    public void Add(Transfer transfer)
    {
        lock (_gate)
        {
            _running.Add(transfer);
        }

        changed();
    }

    /// <summary>Removes one, which has ended.</summary>
    public void Remove(Transfer transfer)
    {
        TaskCompletionSource? idle;
        lock (_gate)
        {
            _running.Remove(transfer);
            idle = _running.Count == 0 ? _idle : null;
        }

        idle?.TrySetResult();
        changed();
    }

    /// <summary>Shows how far they are, but not too often.</summary>
    public void Show()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_shownAt) < Pause)
            {
                return;
            }

            _shownAt = time.GetTimestamp();
        }

        changed();
    }

    /// <summary>Waits until there are none.</summary>
    public Task WaitUntilNoneAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_running.Count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }
}
