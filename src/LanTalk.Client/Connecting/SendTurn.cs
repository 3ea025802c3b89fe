namespace LanTalk.Client.Connecting;

/// <summary>
/// The right to send one message, from the moment when it counts against a limit until the server has handled it. Guarded by its pacer.
/// </summary>
internal sealed class SendTurn(SendPacer pacer, Pace? pace) : IDisposable
{
    /// <summary>The nonce of the message; null if it has none.</summary>
    public string? Nonce { get; internal set; }

    /// <summary>The moment when its writing began, counted by the pacer; 0 before.</summary>
    internal long Begun { get; set; }

    /// <summary>The moment when its writing ended; 0 before.</summary>
    internal long Written { get; set; }

    /// <summary>The account that it counts in; null where there is no limit.</summary>
    internal Pace? Pace => pace;

    /// <summary>The message is about to be written.</summary>
    /// <param name="nonce">Its nonce; null if it has none.</param>
    public void Begin(string? nonce) => pacer.Begin(this, nonce);

    /// <summary>The message is written.</summary>
    public void End() => pacer.End(this);

    /// <summary>Gives the turn back, if no message was written in it.</summary>
    public void Dispose() => pacer.Return(this);
}
