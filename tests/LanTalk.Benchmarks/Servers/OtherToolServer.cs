namespace LanTalk.Benchmarks.Servers;

/// <summary>Another build of the tool, such as one from an earlier commit.</summary>
/// <param name="path">Its program.</param>
internal sealed class OtherToolServer(string path) : LanTalkServer
{
    public override string Name => "lantalk-before";

    public override string? Missing => File.Exists(path) ? null : $"there is no {path}";

    public override string[] Command(int port, string directory) => [path, .. Arguments(port, directory)];
}
