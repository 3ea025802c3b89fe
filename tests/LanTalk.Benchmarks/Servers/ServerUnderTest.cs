using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Servers;

/// <summary>A server that can be run and measured: how to start it, and how to speak to it.</summary>
internal abstract class ServerUnderTest
{
    /// <summary>Its name in options and tables.</summary>
    public abstract string Name { get; }

    /// <summary>How to speak to it.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>The missing requirement, for a person; null if it can be run.</summary>
    public abstract string? Missing { get; }

    /// <summary>The program and its arguments, with limits off; it may first write a configuration to <paramref name="directory"/>.</summary>
    public abstract string[] Command(int port, string directory);

    /// <summary>The path of a program, from the system's path or Debian's directory for servers; null if it is missing.</summary>
    protected static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
