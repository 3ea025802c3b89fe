namespace LanTalk.Server.Logins;

/// <summary>One try at the password. It is over when it has succeeded or failed; one that is disposed before was given up, and counts for nothing.</summary>
internal sealed class LoginAttempt(LoginThrottle throttle, Guesser guesser) : IDisposable
{
    private bool _isOver;

    /// <summary>Whose it is.</summary>
    public string Owner => guesser.Name;

    /// <summary>Where it stands among those that wait for a check.</summary>
    public CheckRank Rank => throttle.RankOf(guesser);

    /// <summary>The password was right: the guesser has all its attempts again.</summary>
    public void Succeeded() => End(isRight: true);

    /// <summary>The password was wrong.</summary>
    public void Failed() => End(isRight: false);

    /// <inheritdoc/>
    public void Dispose() => End(isRight: null);

    private void End(bool? isRight)
    {
        if (!_isOver)
        {
            _isOver = true;
            throttle.End(guesser, isRight);
        }
    }
}
