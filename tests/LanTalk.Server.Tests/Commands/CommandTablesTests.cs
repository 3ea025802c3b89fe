using System.Text.RegularExpressions;
using LanTalk.Server.Commands;

namespace LanTalk.Server.Tests.Commands;

/// <summary>The commands in the README are those of the registry, with the same arguments.</summary>
public sealed partial class CommandTablesTests
{
    [Theory]
    [InlineData("Commands at the server's console", (int)CommandAudience.Operator)]
    [InlineData("Commands in the chat", (int)CommandAudience.Users)]
    public async Task TheReadmeListsEveryCommandWithItsArguments(string heading, int audience)
    {
        await using var server = TestServer.Start();
        await server.StartPluginServiceAsync();
        var commands = server.Get<CommandRegistry>().For((CommandAudience)audience).ToList();
        var told = Told(heading).ToLookup(usage => usage.Split(' ')[0][1..]);

        commands.Select(command => command.Name).Should().BeSubsetOf(told.Select(usages => usages.Key));
        if (audience == (int)CommandAudience.Operator)
        {
            told.Select(usages => usages.Key).Should().BeSubsetOf(commands.Select(command => command.Name), "the console has no others");
        }

        foreach (var command in commands.Where(command => command.Name != "help"))
        {
            told[command.Name].Should().OnlyContain(usage => usage == $"/{command.Name}" || usage == Form(command));
        }
    }

    [Fact]
    public async Task TheConsolesHelpHasEveryCommandOnce()
    {
        await using var server = TestServer.Start();
        await server.StartPluginServiceAsync();
        var commands = server.Get<CommandRegistry>().For(CommandAudience.Operator).ToList();
        var lines = OperatorHelp.List(commands);

        foreach (var command in commands)
        {
            lines.Should().ContainSingle(line => line.StartsWith($"  {command.Usage}", StringComparison.Ordinal)
                && (line.Length == command.Usage.Length + 2 || line[command.Usage.Length + 2] == ' '), command.Name);
        }

        lines.Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 28)
            .Should().OnlyContain(line => line[27] == ' ' || line.TrimStart()[0] == '/');
    }

    [Fact]
    public async Task TheConsolesHelpListsWhatIsAboutRoomsUnderRooms()
    {
        await using var server = TestServer.Start();
        var lines = OperatorHelp.List(server.Get<CommandRegistry>().For(CommandAudience.Operator));
        var rooms = lines.SkipWhile(line => line != "Rooms:").Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).ToList();

        foreach (var name in (string[])["rooms", "join", "leave", "topic", "history", "search"])
        {
            rooms.Should().Contain(line => line.StartsWith($"  /{name}", StringComparison.Ordinal), name);
        }
    }

    private static string Form(ChatCommand command) => Argument()
        .Replace(command.Usage, match => match.Value[0] == '<' ? match.Groups["word"].Value.ToUpperInvariant() : match.Value.ToUpperInvariant());

    private static IEnumerable<string> Told(string heading) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "README.md"))
        .SkipWhile(line => line != $"### {heading}").Skip(1).TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `/", StringComparison.Ordinal))
        .SelectMany(line => Code().Matches(line.Replace("\\|", "¦", StringComparison.Ordinal).Split('|')[1]))
            .Select(match => match.Groups["text"].Value.Replace('¦', '|'))
        .Where(text => text.StartsWith('/'));

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    /// <summary>One word in brackets; several words, such as <c>[for 2h]</c>, are typed as they are.</summary>
    [GeneratedRegex(@"<(?<word>[^<> ]+)>|\[[^\[\] ]+\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Argument();
}
