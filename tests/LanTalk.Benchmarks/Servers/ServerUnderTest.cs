using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Servers;

/// <summary>A server that can be run and measured: how it is started, and how it is spoken to.</summary>
internal abstract class ServerUnderTest
{
    /// <summary>What it is called in options and tables.</summary>
    public abstract string Name { get; }

    /// <summary>How it is spoken to.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>What is missing to run it, for a person; null if nothing is.</summary>
    public abstract string? Missing { get; }

    /// <summary>The program and its arguments. Without limits: it may write configuration to <paramref name="directory"/> first.</summary>
    public abstract string[] Command(int port, string directory);

    /// <summary>Where a program is, in the system's path or where Debian puts servers; null if it is not there.</summary>
    protected static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
