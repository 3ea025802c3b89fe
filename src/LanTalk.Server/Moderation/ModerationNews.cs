namespace LanTalk.Server.Moderation;

/// <summary>Passes on what is done to users, at once and in that order. Whoever listens must not block.</summary>
internal sealed class ModerationNews
{
    /// <summary>Called with each.</summary>
    public Action<ModerationEvent>? Happened { get; set; }

    /// <summary>Tells those who listen.</summary>
    public void Tell(ModerationEvent happened) => Happened?.Invoke(happened);
}
