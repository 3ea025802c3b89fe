using LanTalk.Client;
using LanTalk.Protocol;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Joining;

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
        if (RoomName.From(typed) is not { } room)
        {
            return typed.Length == 0 ? "/join takes the name of a room." : $"'{SafeText.Clean(typed)}' is no name of a room: 1 to {RoomName.MaxLength} letters, digits, '_' or '-'.";
        }

        if (!await session.JoinAsync(room, cancellationToken))
        {
            return $"You are not in {room}.";
        }

        _name = room;
        return null;
    }

    private async Task<string?> LeaveAsync(string typed, CancellationToken cancellationToken)
    {
        if ((typed.Length == 0 ? Name : RoomName.From(typed)) is not { } room)
        {
            return $"'{SafeText.Clean(typed)}' is no name of a room.";
        }

        if (room == RoomName.Lobby)
        {
            return "The lobby cannot be left.";
        }

        await session.LeaveAsync(room, cancellationToken);
        if (room == Name)
        {
            _name = RoomName.Lobby;
        }

        return null;
    }
}
