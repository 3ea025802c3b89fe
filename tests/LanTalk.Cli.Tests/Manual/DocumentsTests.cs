using System.CommandLine;
using System.Text.RegularExpressions;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Lines;
using LanTalk.Cli.Settings;

namespace LanTalk.Cli.Tests.Manual;

/// <summary>The tables of the project's pages match the code.</summary>
public sealed partial class DocumentsTests
{
    private readonly RootCommand _root = Tool.CreateRoot();

    [Fact]
    public void TheReadmeListsEveryVerb()
    {
        var verbs = Documents.Rows("README.md", "Verbs").Skip(1)
            .Select(row => Word().Match(row[0][(row[0].IndexOf("lantalk ", StringComparison.Ordinal) + 8)..]).Value);

        verbs.Should().BeEquivalentTo(_root.Subcommands.Select(verb => verb.Name));
    }

    [Fact]
    public void TheReadmeListsEveryCommandOfAPrompt()
    {
        var commands = Documents.Rows("README.md", "Commands in the chat").SelectMany(row => Slashed().Matches(row[0]))
            .Select(match => match.Value[1..]).Distinct();

        commands.Should().BeEquivalentTo(ClientCommands.All.Select(command => command.Name));
    }

    [Fact]
    public void TheReadmeNamesEveryOtherWordForACommand()
    {
        var text = Documents.Read("README.md");
        ClientCommands.All.SelectMany(command => command.Aliases).Should().OnlyContain(alias => text.Contains($"`/{alias}`", StringComparison.Ordinal));
    }

    [Fact]
    public void TheReadmeListsEveryExitCodeAsTheManualDoes()
    {
        Documents.Rows("README.md", "For scripts").Skip(1).Select(row => (row[0], row[1].Replace("`", "", StringComparison.Ordinal)))
            .Should().Equal(ExitMeaning.All.Select(code => ($"{code.Code}", code.Meaning)));
    }

    [Fact]
    public void TheSettingsOfThePageAreThoseThatThereAreWithTheirDefaultsFirst()
    {
        Documents.Rows("TERMINAL.md", "Settings").Skip(1).Select(row => $"{row[0]}: {row[1]}".Replace("`", "", StringComparison.Ordinal).TrimEnd())
            .Should().BeEquivalentTo(ClientSettings.All.Select(setting =>
                $"{setting.Name}: {(setting.Values is { } values ? string.Join(", ", values) : setting.Default)}".TrimEnd()));
        ClientSettings.All.Where(setting => setting.Values is not null).Should().OnlyContain(setting => setting.Values![0] == setting.Default);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("TERMINAL.md")]
    [InlineData("SCRIPTS.md")]
    public void EveryOptionThatAPageNamesIsThere(string page)
    {
        var options = Commands(_root).SelectMany(command => command.Options).Select(option => option.Name);
        var named = Documents.Read(page).Split('\n').Where(line => !line.Contains("dotnet", StringComparison.Ordinal))
            .SelectMany(line => LongOption().Matches(line)).Select(match => match.Value).Distinct();

        named.Except(["--stat"]).Should().BeSubsetOf(options, "git has --stat"); // git diff --stat | lantalk send
    }

    [Fact]
    public void AShellCompletesEveryVerbAndEveryOption()
    {
        foreach (var command in Commands(_root))
        {
            var words = string.Join(' ', Path(command));
            var completed = _root.Parse($"{words} -").GetCompletions($"{words} -".Length)
                .Concat(_root.Parse($"{words} ").GetCompletions($"{words} ".Length)).Select(item => item.Label);
            command.Options.Select(option => option.Name).Concat(command.Subcommands.Select(verb => verb.Name)).Should().BeSubsetOf(completed, words);
        }
    }

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Path(parent).Append(command.Name) : ["lantalk"];

    [GeneratedRegex(@"^[a-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"/[a-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slashed();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongOption();
}
