using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Chatting;

/// <summary>Follows in which rooms the user is and what name it has taken, and remembers that for the next visit.</summary>
/// <param name="lastVisit">Where it is remembered; null where the server cannot be known again.</param>
internal sealed class VisitKeeper(LastVisit? lastVisit)
{
    private readonly Lock _gate = new();
    private Visit? _kept; // since the visit before
    private string? _name;
    private bool _hasBegun;

    /// <summary>The visit before this one.</summary>
    public Visit Before { get; } = lastVisit?.Read() ?? Visit.None;

    private Visit Kept => _kept ?? Before;

    /// <summary>The user is where it was: from now on a change is its own.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _hasBegun = true;
        }
    }

    /// <summary>Learns the name that the user takes. One that the tool or the server has chosen is not worth remembering.</summary>
    public void Learn(ChatEvent happened, string ownName)
    {
        if (happened is Received { Message: SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name } } && UserName.Comparer.Equals(former, ownName))
        {
            lock (_gate)
            {
                _name = name;
            }
        }
    }

    /// <summary>Remembers where the user is, if that has changed.</summary>
    /// <param name="rooms">The rooms that it is in.</param>
    /// <param name="shown">The one that is shown.</param>
    public void Keep(IReadOnlyList<string> rooms, string shown)
    {
        lock (_gate)
        {
            if (lastVisit is null || !_hasBegun)
            {
                return;
            }

            var visit = new Visit(_name ?? Kept.Name, [.. rooms.Where(room => room != RoomName.Lobby)], shown);
            if (!visit.IsSameAs(Kept))
            {
                _kept = visit;
                lastVisit.Write(visit);
            }
        }
    }
}
