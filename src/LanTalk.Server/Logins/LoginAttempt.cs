namespace LanTalk.Server.Logins;

/// <summary>One password attempt. It ends when it succeeds or fails; an attempt disposed before that was given up and does not count.</summary>
internal sealed class LoginAttempt(LoginThrottle throttle, Guesser guesser) : IDisposable
{
    private bool _isOver;

    /// <summary>The guesser's name.</summary>
    public string Owner => guesser.Name;

    /// <summary>Its rank in the queue for checks.</summary>
    public CheckRank Rank => throttle.RankOf(guesser);

    /// <summary>The password was right: the guesser gets all its attempts back.</summary>
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
