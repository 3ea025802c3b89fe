using System.Collections.Immutable;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Sessions;

/// <summary>
/// The write side of a session: sends the new frames of its rooms and its mailbox. Any thread may wake it; one thread at a time pumps, and a thread
/// that finds it busy returns at once. It never waits: when the connection takes no more, the pump rests until the connection calls back.
/// </summary>
/// <param name="output">The connection.</param>
/// <param name="time">The clock.</param>
/// <param name="membership">The seats to read.</param>
internal sealed class SessionPump(IConnectionOutput output, TimeProvider time, Membership membership)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Owned by the thread that pumps.
    private ImmutableArray<RoomSeat> _dueSeats = [];
    private RoomSeat? _sendingSeat;
    private bool _isSendingMail;
    private int _dueMail;

    // Wakes not yet served; above zero while a thread pumps or the connection is busy. It starts at one: not started yet.
    private int _wakes = 1;
    private long _sendingSince;
    private ReadOnlyMemory<byte> _lastWord;
    private volatile bool _ending;

    /// <summary>The seats it reads.</summary>
    public Membership Membership { get; } = membership;

    /// <summary>The frames for this session only.</summary>
    public Mailbox Mail { get; } = new();

    /// <summary>How many bytes wait for it: in its rooms and in its mailbox.</summary>
    public long Behind => Mail.Bytes + Membership.Behind;

    /// <summary>Since when output has been waiting for the connection to take it, as a timestamp of the time provider; 0 if it keeps up.</summary>
    public long SendingSince => Volatile.Read(ref _sendingSince);

    /// <summary>Completes when everything is sent after <see cref="End"/>, or when the connection is gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins to pump. Called once.</summary>
    public void Start() => Pump();

    /// <summary>There may be news. Never blocks, never throws; may be called by any thread.</summary>
    public void Wake()
    {
        if (Interlocked.Increment(ref _wakes) == 1)
        {
            Pump();
        }
    }

    /// <summary>Puts a frame for this session alone into its mailbox; false if it is full.</summary>
    public bool TryPost(ReadOnlyMemory<byte> frame)
    {
        if (!Mail.TryPost(frame))
        {
            return false;
        }

        Wake();
        return true;
    }

    /// <summary>Called when the session ends: it is shown no more earlier messages, and nobody waits for it to take anything.</summary>
    public void GiveUp()
    {
        Mail.Close();
        foreach (var seat in Membership.Seats)
        {
            seat.GiveUp();
        }
    }

    /// <summary>Sends the rest of its seats' frames, the mailbox and a last word, then nothing more. Called once.</summary>
    public void End(ReadOnlyMemory<byte> lastWord = default)
    {
        _lastWord = lastWord;
        _ending = true;
        Wake();
    }

    private void Pump()
    {
        while (true)
        {
            var served = Volatile.Read(ref _wakes);

            // Later posts are left to the next wake: sending them by twos and threes would cost a call each. The mail is counted first, so that posts
            // made before a letter was written are due together with it.
            var isEnding = _ending;
            _dueMail = Mail.Due;
            _dueSeats = Membership.Seats;
            foreach (var seat in _dueSeats)
            {
                seat.Aim();
            }

            while (TryTakeNews(isEnding, out var news))
            {
                if (!TrySend(news))
                {
                    return;
                }
            }

            if (output.IsBroken || (isEnding && Mail.Due == 0))
            {
                // _wakes stays above zero: nothing pumps into a connection that is about to close.
                _ended.TrySetResult();
                Mail.Close();
                foreach (var seat in Membership.Seats)
                {
                    seat.Abandon();
                }

                return;
            }

            if (Interlocked.CompareExchange(ref _wakes, 0, served) == served)
            {
                return;
            }
        }
    }

    /// <summary>False if the connection cannot take it all yet; then it calls back.</summary>
    private bool TrySend(ReadOnlyMemory<byte> bytes)
    {
        if (output.TrySend(bytes))
        {
            EndSend();
            return true;
        }

        Volatile.Write(ref _sendingSince, time.GetTimestamp());
        output.OnTaken(() =>
        {
            Volatile.Write(ref _sendingSince, 0);
            EndSend();
            Pump();
        });
        return false;
    }

    private void EndSend()
    {
        _sendingSeat?.EndSend();
        _sendingSeat = null;
        if (_isSendingMail)
        {
            _isSendingMail = false;
            Mail.Taken();
        }
    }

    /// <summary>
    /// The next frames to send: those due in the rooms, then those due in the mailbox, so that no letter overtakes an earlier post.
    /// </summary>
    private bool TryTakeNews(bool isEnding, out ReadOnlyMemory<byte> news)
    {
        news = default;
        if (output.IsBroken)
        {
            return false;
        }

        foreach (var seat in _dueSeats)
        {
            if (seat.TryRead(out news))
            {
                _sendingSeat = seat;
                return true;
            }
        }

        if (_dueMail > 0)
        {
            _dueMail--;
            return _isSendingMail = Mail.TryTake(out news);
        }

        if (isEnding && Mail.Due == 0)
        {
            (news, _lastWord) = (_lastWord, default);
        }

        return !news.IsEmpty;
    }
}
