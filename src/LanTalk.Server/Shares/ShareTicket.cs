using LanTalk.Server.Users;

namespace LanTalk.Server.Shares;

/// <summary>Lets a user send shares, or get one.</summary>
internal sealed class ShareTicket(User user, long? share, ReadOnlyMemory<byte>? key, TimeProvider time)
{
    private long _lastUse = time.GetTimestamp();

    /// <summary>Its user.</summary>
    public User User { get; } = user;

    /// <summary>The share that it is for; null for sending.</summary>
    public long? Share { get; } = share;

    /// <summary>Seals what travels with it; null for a ticket whose connections are encrypted, or need not be.</summary>
    public ReadOnlyMemory<byte>? Key { get; } = key;

    /// <summary>Whether it was used up.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>How long ago it was used last.</summary>
    public TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _lastUse));

    /// <summary>Uses it up; false if it was. Called by the store, one at a time.</summary>
    public bool TryTake() => !IsTaken && (IsTaken = true);

    /// <summary>It is in use now.</summary>
    public void NoteUse() => Volatile.Write(ref _lastUse, time.GetTimestamp());
}
