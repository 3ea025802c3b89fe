namespace LanTalk.Benchmarks.Load;

/// <summary>A run that has no result; the message says why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
