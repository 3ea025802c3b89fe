using LanTalk.Protocol.Messages;
using LanTalk.Server.Users;

namespace LanTalk.Server.Shares;

/// <summary>A share that the server keeps: its facts, and how much of its content is there. Readable by any thread.</summary>
internal sealed class Share : IDisposable
{
    /// <summary>A sender that is silent for longer gives way: its connection may be broken, and its user back with another one.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _removing = new();
    private readonly Lock _gate = new();
    private volatile ShareRecord _record;
    private TaskCompletionSource? _progress;
    private long _offset;
    private long _lastProgress;
    private UploadSeat? _seat;

    /// <param name="record">Its facts.</param>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="offset">How many bytes of the content are there.</param>
    /// <param name="lastProgress">When the last of them came.</param>
    public Share(ShareRecord record, ShareFolder folder, long offset, DateTimeOffset lastProgress)
    {
        (_record, Folder, _offset, _lastProgress) = (record, folder, offset, lastProgress.ToUnixTimeMilliseconds());
        Removed = _removing.Token;
        Deliveries = new Deliveries(record.Facts.ManifestSize, record.Facts.Size);
    }

    /// <summary>Its facts.</summary>
    public ShareFacts Facts => _record.Facts;

    /// <summary>Its facts as they are kept. Replaced by the store.</summary>
    public ShareRecord Record
    {
        get => _record;
        set => _record = value;
    }

    /// <summary>Where it is kept.</summary>
    public ShareFolder Folder { get; }

    /// <summary>How many bytes of the content are there, in whole chunks.</summary>
    public long Offset => Volatile.Read(ref _offset);

    /// <summary>Whether all of the content is there.</summary>
    public bool IsComplete => Offset == Facts.Size;

    /// <summary>When the last chunk came; if none did, when it was described.</summary>
    public DateTimeOffset LastProgress => DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(Volatile.Read(ref _lastProgress), _record.Created));

    /// <summary>Whether somebody is sending the content now.</summary>
    public bool IsUploading => Volatile.Read(ref _seat) is not null;

    /// <summary>Signalled when it is removed.</summary>
    public CancellationToken Removed { get; }

    /// <summary>Which parts were sent to which user.</summary>
    public Deliveries Deliveries { get; }

    /// <summary>Whether a bot is its sender.</summary>
    public bool IsOfBot => _record.Owner.StartsWith(User.BotPrefix, StringComparison.Ordinal);

    /// <summary>Whether a user is its sender.</summary>
    /// <param name="key">The user's key in its full form; empty if it has none.</param>
    public bool BelongsTo(string key) => key.Length > 0 && _record.Owner == key;

    /// <summary>Whether it is sealed for a user.</summary>
    /// <param name="key">The user's key in its full form; empty if it has none.</param>
    public bool IsSealedFor(string key) => key.Length > 0 && _record.To?.Key == key;

    /// <summary>Its announcement in a room; null if there is none.</summary>
    public ShareAnnouncement? AnnouncementIn(string room) => _record.Announcements.FirstOrDefault(announcement => announcement.Room == room);

    /// <summary>Completes when more than <paramref name="offset"/> bytes are there, at once if they are, and when the share is removed.</summary>
    public Task BeyondAsync(long offset)
    {
        lock (_gate)
        {
            if (_offset > offset || Removed.IsCancellationRequested)
            {
                return Task.CompletedTask;
            }

            _progress ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _progress.Task;
        }
    }

    /// <summary>Lets the caller send the content; null if somebody else is sending it.</summary>
    public async ValueTask<UploadSeat?> TryTakeSeatAsync(TimeProvider time)
    {
        if (TryTakeSeat(time, out var former) is { } seat)
        {
            return seat;
        }

        if (former.Silence <= LongestSilence)
        {
            return null;
        }

        await former.DisplaceAsync();
        return TryTakeSeat(time, out _);
    }

    /// <summary>The content is no longer sent by the one with this seat.</summary>
    public void Leave(UploadSeat seat) => Interlocked.CompareExchange(ref _seat, null, seat);

    /// <summary>A chunk has been added to the content. Called by the one who sends it.</summary>
    public void Advance(int length, DateTimeOffset now)
    {
        Volatile.Write(ref _lastProgress, now.ToUnixTimeMilliseconds());
        lock (_gate)
        {
            Volatile.Write(ref _offset, _offset + length);
            Signal();
        }
    }

    /// <summary>The share was removed: whoever sends or gets it stops.</summary>
    public void Remove()
    {
        _removing.Cancel();
        lock (_gate)
        {
            Signal();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _removing.Dispose();

    private UploadSeat? TryTakeSeat(TimeProvider time, out UploadSeat present)
    {
        var seat = new UploadSeat(this, time);
        present = Interlocked.CompareExchange(ref _seat, seat, null) ?? seat;
        return present == seat ? seat : null;
    }

    private void Signal()
    {
        _progress?.TrySetResult();
        _progress = null;
    }
}
