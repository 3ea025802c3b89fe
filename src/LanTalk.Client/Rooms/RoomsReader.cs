using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Client.Rooms;

/// <summary>
/// Follows, on one connection, how far the client comes in its rooms: what was seen before is dropped, and so is what comes of rooms that nobody
/// asked for; what is missing is told, and so is that it has caught up. Used only by who reads.
/// </summary>
/// <param name="places">How far it has come.</param>
/// <param name="wanted">The rooms to be in.</param>
/// <param name="caughtUp">Completed when everything is here that was there at the login.</param>
/// <param name="isReturn">Whether there was a connection before.</param>
/// <param name="tell">Told what happens.</param>
internal sealed class RoomsReader(
    RoomPlaces places, WantedRooms wanted, TaskCompletionSource caughtUp, bool isReturn, Func<ChatEvent, CancellationToken, ValueTask> tell)
{
    // Where the user was before this connection.
    private readonly IReadOnlyList<string> _before = [RoomName.Lobby, .. wanted.All];

    /// <summary>Looks at what happened; false for what is to be told.</summary>
    public async ValueTask<bool> TakeAsync(ChatEvent happened, CancellationToken cancellationToken)
    {
        var message = (happened as Received)?.Message;
        if (RoomOf(message) is { } room && !IsOurs(room))
        {
            return true;
        }

        switch (message)
        {
            case RoomState state:
                await EnterAsync(state, cancellationToken);
                CatchUp();
                return true;
            case RoomMessage said:
                return !places.Take(said);
            default:
                return false;
        }
    }

    /// <summary>Completes the catching up, if everything is here. To be called when what is here was told.</summary>
    public void CatchUp()
    {
        if (!caughtUp.Task.IsCompleted && places.HasCaughtUp(_before))
        {
            caughtUp.TrySetResult();
        }
    }

    /// <summary>The room that a message is of, but for the answers to what the user did; null for the lobby, and for none.</summary>
    private static string? RoomOf(ServerMessage? message) => message switch
    {
        RoomState state => state.Room,
        RoomMessage said => said.Room,
        SystemMessage
        {
            Event: SystemEvents.Join or SystemEvents.Leave or SystemEvents.Crowd or SystemEvents.Nick or SystemEvents.Topic or SystemEvents.Backlog,
        } system => system.Room,
        _ => null,
    };

    /// <summary>Whether the user wants to be in a room, or is still there: a room is left only once everything that was said there is settled.</summary>
    private bool IsOurs(string room) => room == RoomName.Lobby || places.HasEntered(room) || wanted.Contains(room);

    private async ValueTask EnterAsync(RoomState state, CancellationToken cancellationToken)
    {
        var wasThere = isReturn && _before.Contains(state.Room, StringComparer.Ordinal);
        var arrival = places.Enter(state);
        await tell(new Entered(state, wasThere), cancellationToken);
        if (arrival.IsReplaced)
        {
            await tell(new HistoryReplaced(state.Room), cancellationToken);
        }

        if (arrival.Missing > 0)
        {
            await tell(new Missing(state.Room, arrival.Missing), cancellationToken);
        }

        wanted.Finish(state.Room, isThere: true);
    }
}
