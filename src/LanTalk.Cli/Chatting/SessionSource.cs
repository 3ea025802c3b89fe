using LanTalk.Client.Sessions;

namespace LanTalk.Cli.Chatting;

/// <summary>A user's session as a screen sees it.</summary>
/// <param name="session">The session.</param>
/// <param name="roster">The users online.</param>
internal sealed class SessionSource(IChatSession session, Roster roster) : IScreenSource
{
    /// <inheritdoc/>
    public string UserName => session.Welcome.UserName;

    /// <inheritdoc/>
    public bool TellsTimes => session.Certificate is not null;

    /// <inheritdoc/>
    public bool HasRooms => session.HasRooms;

    /// <inheritdoc/>
    public TimeSpan? RoundTrip => session.RoundTrip;

    /// <inheritdoc/>
    public int? Online => roster.Online;

    /// <summary>Says which files are being sent and got; null if there are none.</summary>
    public Func<string?> TransferStatus { get; init; } = () => null;

    /// <inheritdoc/>
    public string? Transfers => TransferStatus();
}
