using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Chat;

/// <summary>Why a room cannot be entered, left or spoken in, for users and the operator alike.</summary>
internal static class RoomTexts
{
    /// <summary>No more rooms can be created.</summary>
    public const string TooMany = "There are as many rooms as there may be. /rooms lists them.";

    /// <summary>A typed name is not valid.</summary>
    public static string NotAName(string typed) =>
        $"'{SafeText.Clean(typed)}' is not a room name: it needs 1 to {RoomName.MaxLength} letters, digits, '_' or '-'.";

    /// <summary>The caller is not in the room.</summary>
    public static string NotIn(string room) => $"You are not in {SafeText.Clean(room)}.";
}
