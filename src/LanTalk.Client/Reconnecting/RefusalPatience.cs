using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Reconnecting;

/// <summary>
/// Decides which refusals of a returning user are temporary. A server that has just started is busy, and it may not have noticed yet that the user
/// was gone; but a name that stays taken now belongs to somebody else.
/// </summary>
internal sealed class RefusalPatience
{
    private const int MaxBusy = 20;
    private const int MaxNameTaken = 4;

    private int _busy;
    private int _nameTaken;

    /// <summary>Whether to try again after a refusal with this code.</summary>
    public bool TriesAgain(string? code) => code switch
    {
        AuthFailCodes.Shutdown => true,
        AuthFailCodes.Busy or AuthFailCodes.Timeout => ++_busy <= MaxBusy,
        AuthFailCodes.NameTaken => ++_nameTaken <= MaxNameTaken,
        _ => false,
    };
}
