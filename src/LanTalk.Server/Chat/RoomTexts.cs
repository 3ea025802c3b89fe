using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Chat;

/// <summary>Why a room cannot be entered, left or spoken in, for users and the operator alike.</summary>
internal static class RoomTexts
{
    private const string TooMany = "There are as many rooms as there may be. /rooms lists them.";

    /// <summary>A typed name is not valid.</summary>
    public static string NotAName(string typed) => $"'{SafeText.Clean(typed)}' is not a room name: {RoomName.ProblemOf(typed)}.";

    /// <summary>The same in the original wording, which version 2 keeps.</summary>
    public static string NotANameInVersion2(string typed) =>
        $"'{SafeText.Clean(typed)}' is no name of a room: it is 1 to {RoomName.MaxLength} letters, digits, '_' or '-'.";

    /// <summary>A room does not exist and was not created.</summary>
    /// <param name="room">Its name.</param>
    /// <param name="alike">An existing room whose name looks like it; null if there is none.</param>
    /// <param name="mayCreate">Whether it was to be created.</param>
    public static string NotThere(string room, string? alike, bool mayCreate) => (alike, mayCreate) switch
    {
        (null, true) => TooMany,
        (null, false) => $"There is no room {room}.",
        (_, true) => $"{room} was not created: its name looks like {alike}, an existing room. /join {alike}, or choose another name.",
        (_, false) => $"There is no room {room}. Its name looks like {alike}, an existing room.",
    };

    /// <summary>The caller is not in the room.</summary>
    public static string NotIn(string room) => $"You are not in {SafeText.Clean(room)}.";
}
