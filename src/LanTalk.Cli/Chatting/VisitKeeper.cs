using LanTalk.Cli.Settings;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Chatting;

/// <summary>Follows the rooms that the user is in and the name that the user chose, and remembers them for the next visit.</summary>
/// <param name="lastVisit">Where they are remembered; null if the server cannot be recognised again.</param>
internal sealed class VisitKeeper(LastVisit? lastVisit)
{
    private readonly Lock _gate = new();
    private Visit? _kept; // since the last visit
    private string? _name;
    private bool _hasBegun;

    /// <summary>The visit before this one.</summary>
    public Visit Before { get; } = lastVisit?.Read() ?? Visit.None;

    private Visit Kept => _kept ?? Before;

    /// <summary>The user is back in the rooms of the last visit: changes from now on are the user's own.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _hasBegun = true;
        }
    }

    /// <summary>Learns the name that the user chose. One that the tool or the server chose is not worth remembering.</summary>
    public void Learn(ChatEvent happened, string ownName)
    {
        if (happened is Received { Message: SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name } }
            && UserName.Comparer.Equals(former, ownName))
        {
            lock (_gate)
            {
                _name = name;
            }
        }
    }

    /// <summary>Remembers the rooms, if they have changed.</summary>
    /// <param name="rooms">The rooms that the user is in.</param>
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
