namespace LanTalk.Benchmarks.Servers;

/// <summary>The real tool, which keeps what is said in memory only: what the disk costs is the difference.</summary>
internal sealed class LanTalkMemoryServer : LanTalkServer
{
    public override string Name => "lantalk-memory";

    public override string[] Command(int port, string directory) => [.. base.Command(port, directory), "--history", "off"];
}
