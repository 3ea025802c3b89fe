using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>A rule for what is said: it lets a text pass, replaces it or refuses it, before anybody has seen it.</summary>
internal interface IGate
{
    /// <summary>
    /// Whether a text that needs no encoding may pass without being shown to the gate, which saves most texts from becoming a string. Called for
    /// each of them: it must be quick.
    /// </summary>
    /// <param name="session">Who says it.</param>
    /// <param name="room">Where.</param>
    /// <param name="length">How long it is, in bytes.</param>
    bool LetsPlainPass(Session session, Room room, int length);

    /// <summary>Looks at a text. What its author says next waits for the answer; nobody else does.</summary>
    ValueTask<Verdict> CheckAsync(Utterance utterance);
}
