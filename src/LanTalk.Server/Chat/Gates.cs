using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// The gates that every text passes before others get it, in the order of their registration: a gate sees the text as the gates before it left it.
/// The rate limit is not a gate, because it counts every line, not only texts.
/// </summary>
internal sealed class Gates(IEnumerable<IGate> gates, ChatMetrics metrics)
{
    private readonly IGate[] _gates = [.. gates];

    /// <summary>Whether a text that needs no encoding may skip the gates; see <see cref="IGate.LetsPlainPass"/>.</summary>
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

    /// <summary>Passes a text through the gates. Returns the text to post; null if a gate refused it, and the author was told.</summary>
    /// <param name="utterance">The text.</param>
    /// <param name="nonce">The nonce; null if it has none.</param>
    public async ValueTask<string?> AdmitAsync(Utterance utterance, string? nonce)
    {
        foreach (var gate in _gates)
        {
            var verdict = await gate.CheckAsync(utterance);
            if (utterance.Author.Session is { Ending.IsRequested: true })
            {
                // Others may already have seen that the user left.
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
