using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary>What each folder in <c>examples/plugins</c> must have.</summary>
public sealed class ExamplesTests
{
    private static readonly string Root = Path.Combine(InstalledTool.Repository(), "examples", "plugins");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Root).Select(Path.GetFileName).OfType<string>().Where(name => name[0] is not ('_' or '.'))];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnExampleIsAnExecutableWithItsNameAndAPageAboutIt(string name)
    {
        var program = new[] { ".py", ".sh", ".cs" }.Select(kind => Path.Combine(Root, name, $"{name}{kind}")).Single(File.Exists);

        File.ReadLines(program).First().Should().StartWith("#!/");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(program).Should().HaveFlag(UnixFileMode.UserExecute).And.HaveFlag(UnixFileMode.OtherExecute);
        }

        File.ReadLines(Path.Combine(Root, name, "README.md")).First().Should().Be($"# {name}");
        File.ReadAllText(Path.Combine(Root, "README.md")).Should().Contain($"[{name}]({name})");
    }
}
