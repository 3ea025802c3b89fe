using LanTalk.Protocol.Text;
using LanTalk.Server.History;

namespace LanTalk.Server.Chat;

/// <summary>Why a search gives no answer, whoever asks and however.</summary>
internal static class SearchTexts
{
    /// <summary>It took too long.</summary>
    public static readonly string TooLong =
        $"There was no answer within {Duration.Format(StoreWork.SearchPatience)}. Look for rarer words, or add since: or from:, or try again.";

    /// <summary>The caller is not in the room that it wants to search.</summary>
    public static string NotIn(string room) =>
        $"You are not in {room}. in: takes a room that you are in, or in:{SearchQuery.Everywhere} for all of them.";
}
