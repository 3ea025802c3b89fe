using System.Collections.Immutable;

namespace LanTalk.Server.Sessions;

/// <summary>
/// Delivers a session's own messages behind everything that was posted in its rooms before. It visits the rooms in order with everything held at that
/// time, so that however much a session asks for, it has at most one piece of work waiting in a room. Thread-safe.
/// </summary>
internal static class Courier
{
    /// <summary>Sends frames; false if the mailbox is full.</summary>
    public static bool TrySend(SessionPump pump, ReadOnlyMemory<byte> frames)
    {
        var seats = pump.Membership.Seats;
        if (!pump.Mail.IsHolding && FindUnsettled(seats, 0) == seats.Length)
        {
            return pump.TryPost(frames);
        }

        if (!pump.Mail.TryHold(frames, out var mustBring))
        {
            return false;
        }

        if (mustBring)
        {
            SetOut(pump);
        }

        return true;
    }

    /// <summary>Ends the session behind everything that was sent before. Called once.</summary>
    public static void End(SessionPump pump, ReadOnlyMemory<byte> lastWord)
    {
        if (pump.Mail.HoldEnd(lastWord))
        {
            SetOut(pump);
        }
    }

    private static void SetOut(SessionPump pump) => GoOn(pump, pump.Mail.Look(), pump.Membership.Seats, 0);

    private static void GoOn(SessionPump pump, Mailbox.Held held, ImmutableArray<RoomSeat> seats, int index)
    {
        while (true)
        {
            index = FindUnsettled(seats, index);
            if (index < seats.Length)
            {
                seats[index].WhenSettled(() => GoOn(pump, held, seats, index + 1));
                return;
            }

            if (!Deliver(pump, held))
            {
                return;
            }

            (held, seats, index) = (pump.Mail.Look(), pump.Membership.Seats, 0);
        }
    }

    /// <summary>Releases the held frames; false if nothing more is held.</summary>
    private static bool Deliver(SessionPump pump, Mailbox.Held held)
    {
        var holdsMore = pump.Mail.Release(held.Count);
        if (held.LastWord is { } lastWord)
        {
            pump.End(lastWord);
            return false;
        }

        pump.Wake();
        return holdsMore;
    }

    /// <summary>The index of the first unsettled room from one on; the number of rooms if there is none.</summary>
    private static int FindUnsettled(ImmutableArray<RoomSeat> seats, int index)
    {
        while (index < seats.Length && seats[index].IsSettled)
        {
            index++;
        }

        return index;
    }
}
