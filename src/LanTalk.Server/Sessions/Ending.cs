using LanTalk.Server.Transports;

namespace LanTalk.Server.Sessions;

/// <summary>
/// How far a session is on its way out: its end is requested, by whoever is first; others are told of it, or its user came in again; it is gone.
/// Each step happens once, whichever threads meet here.
/// </summary>
internal sealed class Ending(ITransport transport, SessionPump pump, Membership membership, TimeProvider time)
{
    private readonly CancellationTokenSource _request = new();
    private int _isRequested;
    private int _isTold;

    /// <summary>Whether the session is about to close: what still arrives is not looked at.</summary>
    public bool IsRequested => Volatile.Read(ref _isRequested) != 0;

    /// <summary>Cancelled when the end is requested.</summary>
    public CancellationToken Requested => _request.Token;

    /// <summary>What others are told after the user's name, such as "left"; null if they need not be told.</summary>
    public string? Departure { get; private set; } = "left";

    /// <summary>Why the connection was broken off; null if it was not.</summary>
    public string? CutReason { get; private set; }

    /// <summary>
    /// Ends the session: it is shown what was posted in its rooms until now, then its last word. False if that was requested before, and then
    /// nothing changes: the first cause is the one that others are told.
    /// </summary>
    /// <param name="departure">What others are told; see <see cref="Departure"/>.</param>
    /// <param name="lastWord">The last word; empty to go without one.</param>
    public bool TryRequest(string? departure, ReadOnlyMemory<byte> lastWord = default)
    {
        if (!TryBegin(departure))
        {
            return false;
        }

        foreach (var seat in membership.Seats)
        {
            // In its place in the room's order, so that the user is not told of its own departure.
            seat.Room.Then(seat.Stop);
        }

        Courier.End(pump, lastWord);
        transport.CancelRead();
        return true;
    }

    /// <summary>Breaks the connection of a session that does not keep up.</summary>
    public void Cut(string reason)
    {
        CutReason = reason;
        if (TryBegin("was too slow"))
        {
            pump.End();
        }

        transport.Abort(reason);
    }

    /// <summary>Whoever gets true tells others of the departure, or has put another session in this one's place, so that they need not be told.</summary>
    public bool TryTell() => Interlocked.Exchange(ref _isTold, 1) == 0;

    /// <summary>After a request: leaves the rooms and completes when the last word is out; after <paramref name="patience"/> without it.</summary>
    public async Task CompleteAsync(TimeSpan patience)
    {
        foreach (var seat in membership.Seats)
        {
            seat.Room.Leave(seat);
        }

        try
        {
            await pump.Ended.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            transport.Abort("it did not take the last message");
            await pump.Ended;
        }
    }

    private bool TryBegin(string? departure)
    {
        if (Interlocked.Exchange(ref _isRequested, 1) != 0)
        {
            return false;
        }

        Departure = departure;
        pump.GiveUp();
        _request.Cancel();
        return true;
    }
}
