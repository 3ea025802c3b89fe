namespace LanTalk.Benchmarks.Servers;

/// <summary>The real tool with messages in memory only: the difference is the cost of the disk.</summary>
internal sealed class LanTalkMemoryServer : LanTalkServer
{
    public override string Name => "lantalk-memory";

    public override string[] Command(int port, string directory) => [.. base.Command(port, directory), "--history", "off"];
}
