using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>Refuses texts of muted users.</summary>
internal sealed class MuteGate(SessionRegistry sessions) : IGate
{
    /// <summary>The refusal that a muted user gets.</summary>
    public const string Notice = "You are muted. Nobody got this message.";

    /// <inheritdoc/>
    public bool LetsPlainPass(Session session, Room room, int length) => !session.IsMuted;

    /// <inheritdoc/>
    public ValueTask<Verdict> CheckAsync(Utterance utterance)
    {
        // Muted users may still ask the operator why.
        var isForOperator = utterance.Recipient is { } recipient && sessions.IsReserved(recipient);
        return ValueTask.FromResult(utterance.Author.Session is { IsMuted: true } && !isForOperator ? Verdict.Refuse(Notice) : Verdict.Pass);
    }
}
