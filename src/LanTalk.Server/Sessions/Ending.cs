using LanTalk.Server.Transports;

namespace LanTalk.Server.Sessions;

/// <summary>
/// The steps of a session's end: it is requested, and the first cause counts; others are told, unless the user came back; the connection is gone.
/// Each step happens once, on any thread.
/// </summary>
internal sealed class Ending(ITransport transport, SessionPump pump, Membership membership, TimeProvider time)
{
    private readonly CancellationTokenSource _request = new();
    private int _isRequested;
    private int _isTold;

    /// <summary>Whether the session is about to close. Its input is no longer read.</summary>
    public bool IsRequested => Volatile.Read(ref _isRequested) != 0;

    /// <summary>Cancelled when the end is requested.</summary>
    public CancellationToken Requested => _request.Token;

    /// <summary>The text that others see after the user's name, such as "left"; null if they are not told.</summary>
    public string? Departure { get; private set; } = "left";

    /// <summary>Why the connection was broken off; null if it was not.</summary>
    public string? CutReason { get; private set; }

    /// <summary>
    /// Ends the session after everything posted in its rooms so far and a last word. Returns false, and changes nothing, if the end was requested
    /// before.
    /// </summary>
    /// <param name="departure">See <see cref="Departure"/>.</param>
    /// <param name="lastWord">The last word; empty to go without one.</param>
    public bool TryRequest(string? departure, ReadOnlyMemory<byte> lastWord = default)
    {
        if (!TryBegin(departure))
        {
            return false;
        }

        foreach (var seat in membership.Seats)
        {
            // At this position in the room's order, so that the user does not see its own departure.
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

    /// <summary>
    /// Claims the second step: true for the one caller that announces the departure, or that has replaced this session by the user's next one.
    /// </summary>
    public bool TryTell() => Interlocked.Exchange(ref _isTold, 1) == 0;

    /// <summary>After a request: leaves the rooms and waits until the last word is out, at most <paramref name="patience"/>.</summary>
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
