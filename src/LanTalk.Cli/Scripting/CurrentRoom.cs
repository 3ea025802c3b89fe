using LanTalk.Cli.Lines;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Scripting;

/// <summary>The room that lines go to, and how it is changed. It shows nothing.</summary>
internal sealed class CurrentRoom(IChatSession session)
{
    private volatile string _name = RoomName.Lobby;

    /// <summary>Its name.</summary>
    public string Name => _name;

    /// <summary>Enters a room, and lets lines go there.</summary>
    /// <returns>Null if it was done; otherwise why not.</returns>
    public async Task<string?> JoinAsync(string typed, CancellationToken cancellationToken)
    {
        var step = await RoomSteps.JoinAsync(session, typed, cancellationToken);
        _name = step.Room ?? _name;
        return step.Problem;
    }

    /// <summary>Leaves a room; lines then go to the lobby if they went there.</summary>
    /// <param name="typed">The room as it was typed; empty for the one that lines go to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null if it was done; otherwise why not.</returns>
    public async Task<string?> LeaveAsync(string typed, CancellationToken cancellationToken)
    {
        var step = await RoomSteps.LeaveAsync(session, typed.Length == 0 ? Name : typed, cancellationToken);
        if (step.Room == Name)
        {
            _name = RoomName.Lobby;
        }

        return step.Problem;
    }
}
