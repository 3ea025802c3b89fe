namespace LanTalk.Benchmarks;

/// <summary>The settings of a burst.</summary>
/// <param name="Users">How many users are connected before it.</param>
/// <param name="Newcomers">How many users join at once.</param>
/// <param name="Senders">How many of the users send; with publish and subscribe, how many more.</param>
/// <param name="Rate">Texts a second, from before the burst until its end.</param>
/// <param name="TextSize">The length of a text in bytes.</param>
/// <param name="WarmUp">How long texts are sent before anything is measured.</param>
/// <param name="Before">How long the latency is measured before the burst.</param>
internal sealed record BurstOptions(int Users, int Newcomers, int Senders, int Rate, int TextSize, TimeSpan WarmUp, TimeSpan Before);
