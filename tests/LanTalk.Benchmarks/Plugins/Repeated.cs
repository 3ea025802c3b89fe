namespace LanTalk.Benchmarks.Plugins;

/// <summary>Does something again and again on the thread pool, until it is disposed of; then it is over for certain.</summary>
internal sealed class Repeated(Action work, TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly ITimer _timer = time.CreateTimer(_ => work(), null, interval, interval);

    /// <inheritdoc/>
    public void Dispose() => _timer.DisposeAsync().AsTask().Wait();
}
