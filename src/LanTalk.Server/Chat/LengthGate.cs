using System.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>Refuses texts that are too long, also the operator's: clients could not read them and would be locked out of the room.</summary>
internal sealed class LengthGate(LanTalkServerOptions options) : IGate
{
    /// <inheritdoc/>
    public bool LetsPlainPass(Session session, Room room, int length) => options.MaxText == 0 || length <= options.MaxText;

    /// <inheritdoc/>
    public ValueTask<Verdict> CheckAsync(Utterance utterance) =>
        ValueTask.FromResult(FindProblem(utterance.Text) is { } problem ? Verdict.Refuse(problem) : Verdict.Pass);

    /// <summary>Why a message or command is too long; null if it is not.</summary>
    public string? FindProblem(string text)
    {
        var length = options.MaxText > 0 ? Encoding.UTF8.GetByteCount(text) : 0;
        return length > options.MaxText ? $"The message has {length} bytes; at most {options.MaxText} are allowed. Nobody got it." : null;
    }
}
