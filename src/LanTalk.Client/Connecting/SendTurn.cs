namespace LanTalk.Client.Connecting;

/// <summary>
/// The right to send one message, from the moment when it counts against a limit until the server has handled it. Guarded by its pacer.
/// </summary>
internal sealed class SendTurn(SendPacer pacer, Pace? pace) : IDisposable
{
    /// <summary>The nonce of the message; null if it has none.</summary>
    public string? Nonce { get; internal set; }

    /// <summary>The moment when its writing began, as counted by the pacer; 0 before that.</summary>
    internal long Begun { get; set; }

    /// <summary>The moment when its writing ended; 0 before that.</summary>
    internal long Written { get; set; }

    /// <summary>The account that it counts in; null without a limit.</summary>
    internal Pace? Pace => pace;

    /// <summary>The message is about to be written.</summary>
    /// <param name="nonce">Its nonce; null if it has none.</param>
    public void Begin(string? nonce) => pacer.Begin(this, nonce);

    /// <summary>The message is written.</summary>
    public void End() => pacer.End(this);

    /// <summary>Returns the turn, if it was not used to write a message.</summary>
    public void Dispose() => pacer.Return(this);
}
