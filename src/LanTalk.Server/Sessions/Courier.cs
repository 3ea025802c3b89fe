using System.Collections.Immutable;

namespace LanTalk.Server.Sessions;

/// <summary>
/// Brings a session what is for it alone, behind everything that was said in its rooms before. It goes through the rooms with all that is
/// held at that time: however much a session asks for, at most one piece of its work waits in a room. Any thread may call.
/// </summary>
internal static class Courier
{
    /// <summary>Sends frames; false if the mailbox is full.</summary>
    public static bool TrySend(Session session, ReadOnlyMemory<byte> frames)
    {
        var seats = session.Membership.Seats;
        if (!session.Pump.Mail.IsHolding && FindUnsettled(seats, 0) == seats.Length)
        {
            return session.Pump.TryPost(frames);
        }

        if (!session.Pump.Mail.TryHold(frames, out var mustBring))
        {
            return false;
        }

        if (mustBring)
        {
            SetOut(session);
        }

        return true;
    }

    /// <summary>Ends the session behind everything that was sent before. Called once.</summary>
    public static void End(Session session, ReadOnlyMemory<byte> lastWord)
    {
        if (session.Pump.Mail.HoldEnd(lastWord))
        {
            SetOut(session);
        }
    }

    private static void SetOut(Session session) => GoOn(session, session.Pump.Mail.Look(), session.Membership.Seats, 0);

    private static void GoOn(Session session, Mailbox.Held held, ImmutableArray<RoomSeat> seats, int index)
    {
        while (true)
        {
            index = FindUnsettled(seats, index);
            if (index < seats.Length)
            {
                seats[index].WhenSettled(() => GoOn(session, held, seats, index + 1));
                return;
            }

            if (!Deliver(session, held))
            {
                return;
            }

            (held, seats, index) = (session.Pump.Mail.Look(), session.Membership.Seats, 0);
        }
    }

    /// <summary>What was held is due now; false if nothing more is held.</summary>
    private static bool Deliver(Session session, Mailbox.Held held)
    {
        var holdsMore = session.Pump.Mail.Release(held.Count);
        if (held.LastWord is { } lastWord)
        {
            session.Pump.End(lastWord);
            return false;
        }

        session.Pump.Wake();
        return holdsMore;
    }

    /// <summary>The first room from one on that still deals with what was said before; the number of rooms if there is none.</summary>
    private static int FindUnsettled(ImmutableArray<RoomSeat> seats, int index)
    {
        while (index < seats.Length && seats[index].IsSettled)
        {
            index++;
        }

        return index;
    }
}
