using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>A rule for texts: it passes, replaces or refuses each one before anybody sees it.</summary>
internal interface IGate
{
    /// <summary>
    /// Whether a text that needs no encoding may skip the gate, so that it is never decoded to a string. Called for every such text, so it must be
    /// fast.
    /// </summary>
    /// <param name="session">The author's session.</param>
    /// <param name="room">The room.</param>
    /// <param name="length">The length of the text in bytes.</param>
    bool LetsPlainPass(Session session, Room room, int length);

    /// <summary>Checks a text. Only the author's next messages wait for the verdict.</summary>
    ValueTask<Verdict> CheckAsync(Utterance utterance);
}
