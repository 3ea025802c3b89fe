using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;

namespace LanTalk.Client.Rooms;

/// <summary>
/// Follows the client's progress in its rooms on one connection: drops messages that were seen before and those of rooms that nobody asked for, and
/// tells what is missing and when it has caught up. Used only by the reader.
/// </summary>
/// <param name="places">The client's progress.</param>
/// <param name="wanted">The rooms to join.</param>
/// <param name="caughtUp">Completed when everything posted before the login has arrived.</param>
/// <param name="isReturn">Whether there was a connection before.</param>
/// <param name="tell">Tells the reader an event.</param>
internal sealed class RoomsReader(
    RoomPlaces places, WantedRooms wanted, TaskCompletionSource caughtUp, bool isReturn, Func<ChatEvent, CancellationToken, ValueTask> tell)
{
    // The user's rooms before this connection.
    private readonly IReadOnlyList<string> _before = [RoomName.Lobby, .. wanted.All];

    /// <summary>Handles an event; false for one that is to be told.</summary>
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

    /// <summary>Completes the catching up, if everything has arrived. To be called once that was told.</summary>
    public void CatchUp()
    {
        if (!caughtUp.Task.IsCompleted && places.HasCaughtUp(_before))
        {
            caughtUp.TrySetResult();
        }
    }

    /// <summary>The room of a message, except for answers to the user's own acts; null for the lobby, and for none.</summary>
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

    /// <summary>Whether the user wants to be in a room, or is still in it: a room is left only once every message for it is settled.</summary>
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
