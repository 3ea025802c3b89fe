using LanTalk.Client.Sessions;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Lines;

/// <summary>The outcome of entering or leaving a room.</summary>
/// <param name="Room">The room, if it succeeded.</param>
/// <param name="Problem">Otherwise the reason, for a person.</param>
internal readonly record struct RoomStep(string? Room, string? Problem);

/// <summary>Enters and leaves rooms by their typed names.</summary>
internal static class RoomSteps
{
    /// <summary>Enters a room.</summary>
    public static async Task<RoomStep> JoinAsync(IChatSession session, string typed, CancellationToken cancellationToken)
    {
        if (RoomName.FromTyped(typed) is not { } room)
        {
            return new RoomStep(null, typed.Length == 0 ? "/join takes the name of a room." : NoName(typed));
        }

        return await session.JoinAsync(room, cancellationToken) ? new RoomStep(room, null) : new RoomStep(null, $"You are not in {room}.");
    }

    /// <summary>Leaves a room.</summary>
    public static async Task<RoomStep> LeaveAsync(IChatSession session, string typed, CancellationToken cancellationToken)
    {
        if (RoomName.FromTyped(typed) is not { } room)
        {
            return new RoomStep(null, NoName(typed));
        }

        if (room == RoomName.Lobby)
        {
            return new RoomStep(null, "The lobby cannot be left. /quit leaves the chat.");
        }

        await session.LeaveAsync(room, cancellationToken);
        return new RoomStep(room, null);
    }

    private static string NoName(string typed) =>
        $"'{SafeText.Clean(typed)}' is not a room name: {RoomName.ProblemOf(typed)}.";
}
