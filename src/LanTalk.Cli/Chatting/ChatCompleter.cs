using LanTalk.Cli.Lines;
using LanTalk.Cli.Settings;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Editing;

namespace LanTalk.Cli.Chatting;

/// <summary>Completes words on Tab: commands, names, rooms, settings.</summary>
/// <param name="commands">The commands, which are listed with their help.</param>
/// <param name="namesLike">The names with a given beginning, the likeliest first.</param>
/// <param name="rooms">The known rooms.</param>
internal sealed class ChatCompleter(Func<IEnumerable<CommandInfo>> commands, Func<string, IReadOnlyList<string>> namesLike, Func<IEnumerable<string>> rooms)
{
    /// <summary>Completes the last word before the cursor.</summary>
    public Completions Complete(string before)
    {
        var line = before[(before.LastIndexOf('\n') + 1)..];
        var word = line[(line.LastIndexOf(' ') + 1)..];
        if (line.Length < before.Length || !SlashRule.IsCommand(line))
        {
            return Names(word, word.Length == line.Length ? ": " : " ");
        }

        var words = line.Split(' ');
        return words.Length == 1 ? Commands(word[1..]) : Arguments(words, word);
    }

    private Completions Commands(string beginning) => new(
        [
            .. commands()
                .Where(command => command.Name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                .DistinctBy(command => command.Name, StringComparer.Ordinal)
                .OrderBy(command => command.Name, StringComparer.Ordinal)
                .Select(command => new Candidate($"{SlashRule.Slash}{command.Name} ",
                    $"{command.Arguments}{(command.Arguments.Length > 0 ? "  " : "")}{command.Help}")),
        ],
        Cycles: false);

    private Completions Arguments(string[] words, string word) => (ClientCommands.Of(words[0], out _), words.Length) switch
    {
        (ClientCommands.Send, > 2) when word.StartsWith('@') => Prefixed("@", word),
        (ClientCommands.Send, _) => PathCompletion.Of(string.Join(' ', words[1..])),
        (ClientCommands.Get, > 2) => PathCompletion.Of(string.Join(' ', words[2..])),
        (ClientCommands.Join or ClientCommands.Leave, 2) => word.StartsWith('#') ? OneOf(rooms().Select(room => $"#{room}"), word) : OneOf(rooms(), word),
        (ClientCommands.Private or ClientCommands.Verify or "whois" or "ignore", 2) when word.Length == 0 =>
            new Completions([.. namesLike("").Select(name => new Candidate($"{name} "))], Cycles: false),
        (ClientCommands.Set, 2) => new Completions(
            [
                .. ClientSettings.All.Where(setting => setting.Name.StartsWith(word, StringComparison.Ordinal))
                    .Select(setting => new Candidate($"{setting.Name} ", setting.Help)),
            ],
            Cycles: false),
        (ClientCommands.Set, 3) => OneOf(ClientSettings.Find(words[1])?.Values ?? [], word),
        (ClientCommands.Help, 2) => OneOf(ChatHelp.Topics.Concat(commands().Select(command => command.Name)), word),
        ("search", _) when word.StartsWith("from:", StringComparison.OrdinalIgnoreCase) => Prefixed("from:", word),
        _ => Names(word, " "),
    };

    private Completions Prefixed(string prefix, string word) =>
        new([.. namesLike(word[prefix.Length..]).Select(name => new Candidate($"{prefix}{name} "))], Cycles: true);

    private Completions Names(string word, string after) =>
        word.Length == 0 ? Completions.None : new Completions([.. namesLike(word).Select(name => new Candidate(name + after))], Cycles: true);

    private static Completions OneOf(IEnumerable<string> values, string word) => new(
        [
            .. values.Where(value => value.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal).Select(value => new Candidate($"{value} ")),
        ],
        Cycles: false);
}
