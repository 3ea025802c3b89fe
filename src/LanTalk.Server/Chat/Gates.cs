using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// What every text passes before others get it, in the order in which the gates are registered: what one replaces, the next ones see. How fast a
/// user may send is none of them: it counts every line, also those that say nothing.
/// </summary>
internal sealed class Gates(IEnumerable<IGate> gates, ChatMetrics metrics)
{
    private readonly IGate[] _gates = [.. gates];

    /// <summary>Whether a text that needs no encoding passes without being looked at; see <see cref="IGate.LetsPlainPass"/>.</summary>
    public bool LetPlainPass(Session session, Room room, int length)
    {
        foreach (var gate in _gates)
        {
            if (!gate.LetsPlainPass(session, room, length))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text as it may go on; null if it may not, and then its author was told so.</summary>
    /// <param name="utterance">The text.</param>
    /// <param name="nonce">Its author's mark of it; null if there is none.</param>
    public async ValueTask<string?> AdmitAsync(Utterance utterance, string? nonce)
    {
        foreach (var gate in _gates)
        {
            var verdict = await gate.CheckAsync(utterance);
            if (utterance.Author.Session is { Ending.IsRequested: true })
            {
                // The gate took its time. Others were told that the user is gone.
                verdict = Verdict.Refuse("You are gone. Nobody got this message.");
            }

            if (verdict.Refusal is { } reason)
            {
                metrics.CountRefused();
                utterance.Author.Refuse(reason, nonce);
                return null;
            }

            utterance = utterance with { Text = verdict.Text ?? utterance.Text };
        }

        return utterance.Text;
    }
}
