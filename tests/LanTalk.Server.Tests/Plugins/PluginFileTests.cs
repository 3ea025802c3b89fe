using LanTalk.Server.Plugins;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Plugins;

/// <summary>What somebody wrote by hand.</summary>
public sealed class PluginFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("""[{"name":"a","path":"/a"},{"name":"A","path":"/b"}]""", "has the plug-in a twice")]
    [InlineData("""[null]""", "names a plug-in that cannot be one")]
    [InlineData("""[{"name":"../a","path":"/a"}]""", "names a plug-in that cannot be one")]
    [InlineData("""[{"name":"a","path":"a.py"}]""", "has no full path for the plug-in a")]
    [InlineData("""[{"name":"a","path":"/a","hook":""}]""", "has a hook for the plug-in a that can be guessed")]
    [InlineData("""[{"name":"a","path":"/a","on_timeout":"wait"}]""", "has an 'on_timeout' for the plug-in a that is not pass or refuse")]
    [InlineData("""[{"name":"a"}]""", "line 1, is not understood")]
    [InlineData("""{"name":"a"}""", "line 1, is not understood")]
    public void WhatIsWrongIsSaidWithTheFileAndWhatToDo(string json, string problem)
    {
        File.WriteAllText(_directory.File("plugins.json"), json);

        new PluginFile(_directory.Path).Invoking(file => file.Read()).Should().Throw<PluginException>()
            .WithMessage($"{_directory.File("plugins.json")}*{problem}*Mend the file, or write [] into it for no plug-ins; it was left as it is.");
    }

    [Fact]
    public void FieldsThatAreNullStandForNothing()
    {
        File.WriteAllText(_directory.File("plugins.json"), """[{"name":"a","path":"/a"}]""");

        var entry = new PluginFile(_directory.Path).Read().Should().ContainSingle().Subject;
        (entry.Allow.Count, entry.Options.Count, entry.Hook, entry.OnTimeout).Should().Be((0, 0, null, null));
    }

    [Fact]
    public void WithoutTheFileThereAreNone() => new PluginFile(_directory.Path).Read().Should().BeEmpty();
}
