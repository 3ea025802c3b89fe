using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests.Documents;

/// <summary>The programs that <c>docs/PLUGINS.md</c> shows do what it says. The one in C# is run by <see cref="Examples.CSharpFileTests"/>.</summary>
public sealed class PageProgramsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task TheOneInPythonRollsDice()
    {
        await Requirement.ProgramAsync("A plug-in in Python is run", "python3", "--version");
        File.Copy(Path.Combine(InstalledTool.Repository(), "examples", "plugins", "lantalk_plugin.py"), _directory.File("lantalk_plugin.py"));
        await File.WriteAllTextAsync(_directory.File("dice.py"), Program("python"));
        await using var server = new FakeServer(LinesOfProcess.Start(_directory.Path, "python3", "-B", "dice.py"));
        await server.StartAsync();

        await server.CommandAsync("roll", "2d6");
        (await server.NextAsync("say")).GetProperty("text").GetString().Should().MatchRegex("^Bob rolled [0-9]+ [(][1-6], [1-6][)][.]$");
        await server.NextAsync("reply");
        (await server.ReplyToAsync("roll", "999999999d9")).Should().Be("I have 1 to 100 dice, with 2 sides or more.");
        await server.StopAsync();
    }

    [Fact]
    public async Task TheOneInShTellsHowLongTheMachineIsUp()
    {
        await Requirement.ProgramAsync("A plug-in in sh is run", "uptime", "-p");
        await File.WriteAllTextAsync(_directory.File("uptime.sh"), Program("sh"));
        await using var server = new FakeServer(LinesOfProcess.Start(_directory.Path, "sh", "uptime.sh"));
        await server.StartAsync();

        (await server.ReplyToAsync("uptime", "\"call\":99,")).Should().StartWith("up");
        await server.StopAsync();
    }

    /// <summary>The program in a language: the code with a first line for the system.</summary>
    internal static string Program(string language) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PLUGINS.md")).Split("```").First(block => block.StartsWith($"{language}\n#!/"))[(language.Length + 1)..];
}
