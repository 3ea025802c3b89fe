namespace LanTalk.Server.Metrics;

/// <summary>
/// The names of a server's metrics, for <c>dotnet-counters</c> or any OpenTelemetry collector. They follow OpenTelemetry's naming (dots, no unit in
/// the name) and are described in <c>docs/METRICS.md</c>.
/// </summary>
internal static class MetricNames
{
    /// <summary>The meter of all metrics.</summary>
    public const string Meter = "LanTalk.Server";

    public const string Sessions = "lantalk.sessions";
    public const string SessionsCut = "lantalk.sessions.cut";
    public const string Connections = "lantalk.connections";
    public const string TlsHandshakes = "lantalk.tls.handshakes";
    public const string LoginsRefused = "lantalk.logins.refused";
    public const string Messages = "lantalk.messages";
    public const string PrivateMessages = "lantalk.messages.private";
    public const string MessagesRefused = "lantalk.messages.refused";
    public const string FramesDropped = "lantalk.frames.dropped";
    public const string Deliveries = "lantalk.deliveries";
    public const string DeliveryDuration = "lantalk.delivery.duration";
    public const string Lag = "lantalk.lag";
    public const string Bans = "lantalk.bans";
    public const string Shares = "lantalk.shares";
    public const string SharesSize = "lantalk.shares.size";
    public const string SharesUploads = "lantalk.shares.uploads";
    public const string SharesReceived = "lantalk.shares.received";
    public const string SharesSent = "lantalk.shares.sent";
}
