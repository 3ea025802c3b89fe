using LanTalk.Cli.Lines;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Scripting;

/// <summary>The room that lines go to, and how it changes. It shows nothing.</summary>
internal sealed class CurrentRoom(IChatSession session)
{
    private volatile string _name = RoomName.Lobby;

    /// <summary>Its name.</summary>
    public string Name => _name;

    /// <summary>Enters a room and sends later lines there.</summary>
    /// <returns>Null if it succeeded; otherwise the reason.</returns>
    public async Task<string?> JoinAsync(string typed, CancellationToken cancellationToken)
    {
        var step = await RoomSteps.JoinAsync(session, typed, cancellationToken);
        _name = step.Room ?? _name;
        return step.Problem;
    }

    /// <summary>Leaves a room; if lines went there, later ones go to the lobby.</summary>
    /// <param name="typed">The room as typed; empty for the one that lines go to.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Null if it succeeded; otherwise the reason.</returns>
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
