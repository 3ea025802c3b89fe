using LanTalk.Cli.Lines;
using LanTalk.Client.Sessions;
using LanTalk.Protocol;

namespace LanTalk.Cli.Scripting;

/// <summary>The room that lines go to, and how it is changed. It shows nothing.</summary>
internal sealed class CurrentRoom(IChatSession session)
{
    private volatile string _name = RoomName.Lobby;

    /// <summary>Its name.</summary>
    public string Name => _name;

    /// <summary>Whether a line is about rooms, and what to say when it was done.</summary>
    /// <returns>False for any other line; null for <c>Problem</c> if it was done.</returns>
    public async Task<(bool IsMine, string? Problem)> TryAsync(string line, CancellationToken cancellationToken)
    {
        if (session.HasRooms && ChatLine.IsJoin(line, out var joined))
        {
            return (true, await JoinAsync(joined, cancellationToken));
        }

        return session.HasRooms && ChatLine.IsLeave(line, out var left)
            ? (true, await LeaveAsync(left, cancellationToken))
            : (false, null);
    }

    /// <summary>Enters a room, and lets lines go there.</summary>
    /// <returns>Null if it was done; otherwise why not.</returns>
    public async Task<string?> JoinAsync(string typed, CancellationToken cancellationToken)
    {
        var step = await RoomSteps.JoinAsync(session, typed, cancellationToken);
        _name = step.Room ?? _name;
        return step.Problem;
    }

    private async Task<string?> LeaveAsync(string typed, CancellationToken cancellationToken)
    {
        var step = await RoomSteps.LeaveAsync(session, typed.Length == 0 ? Name : typed, cancellationToken);
        if (step.Room == Name)
        {
            _name = RoomName.Lobby;
        }

        return step.Problem;
    }
}
