namespace LanTalk.Benchmarks.Load;

/// <summary>A run without a result; the message says why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
