namespace LanTalk.Benchmarks;

/// <summary>The settings of a run.</summary>
/// <param name="Receivers">How many connections get the texts.</param>
/// <param name="Senders">How many of them send; with publish and subscribe, how many more.</param>
/// <param name="Window">How many texts may be on their way when the server is saturated.</param>
/// <param name="TextSize">The length of a text in bytes.</param>
/// <param name="Rate">Texts a second when the load is paced; 0 leaves that part out.</param>
/// <param name="WarmUp">How long the server is saturated before anything is measured.</param>
/// <param name="Duration">How long each part is measured.</param>
internal sealed record FanoutOptions(
    int Receivers, int Senders, int Window, int TextSize, int Rate, TimeSpan WarmUp, TimeSpan Duration);
