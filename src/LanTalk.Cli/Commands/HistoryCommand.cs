using System.CommandLine;
using System.Text.Json;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Json;
using LanTalk.Cli.Options;
using LanTalk.Cli.Texts;
using LanTalk.Protocol.Text;
using LanTalk.Server.History;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk history</c>: shows the kept messages of a data directory's rooms, whether or not a server is running.</summary>
internal sealed class HistoryCommand : Verb
{
    private const int DefaultLimit = 50;

    private readonly Option<string?> _search = EnvironmentOption.Create<string?>(
        "--search", "QUERY", "Only what this finds: words, word*, \"a phrase\", from:NAME, since:TIME, in:ROOM, in:all.", null, ValueParsers.Text);

    private readonly Option<string?> _from = EnvironmentOption.Create<string?>("--from", "USER", "Only what this user said.", null, ValueParsers.Name);
    private readonly Option<DateTimeOffset?> _since = EnvironmentOption.Create<DateTimeOffset?>(
        "--since", "TIME", "Only what was said from then on: today, yesterday, 2h, 3d, 14:30 or 2026-11-24.", null, Since);

    private readonly Option<int> _limit = EnvironmentOption.Create(
        "--limit", "N", $"At most the newest N messages; 0: no limit. Default: {DefaultLimit}.", DefaultLimit, ValueParsers.Limit);

    private readonly Option<string?> _room = EnvironmentOption.Create<string?>(
        "--room", "ROOM", "Which room. Default: the one that was made first.", null, ValueParsers.Text);

    private readonly Option<string?> _directory = CommonOptions.DataDirectory();
    private readonly Option<bool> _json = CommonOptions.Json("One JSON object a line.");

    public HistoryCommand()
        : base("history", "Show or search what was said.")
    {
        Chapter = VerbChapters.Server;
        Details = ["It reads the files of a server on this machine, running or not. In a chat, /history and /search look back."];
        Examples =
        [
            new("lantalk history --limit 20", "Show the last messages."),
            new("lantalk history --search 'printer from:bob since:yesterday'", "Find what somebody said."),
            new("lantalk history --room ops --since 2026-11-24 --json", "Get a room's messages for a script."),
        ];
        AddGroup("Which messages", _search, _from, _since, _room, _limit);
        AddGroup("More", _json, _directory);
        SetAction(Run);
    }

    private static bool Since(string text, out DateTimeOffset? value, out string error)
    {
        var isTime = SinceTime.TryParse(text, ToolClock.Instance, out var since);
        (value, error) = (since, $"it takes {SinceTime.Rule}");
        return isTime;
    }

    private int Run(ParseResult result)
    {
        var query = QueryOf(result);
        var directory = result.GetValue(_directory)!;
        if (result.GetResult(_directory) is null or { Implicit: true } && !Directory.Exists(directory))
        {
            return NothingFound($"No server has run here yet: there is no {directory}. Name the server's --data-dir.");
        }

        try
        {
            using var history = HistoryReader.Open(directory);
            return history is null
                ? NothingFound($"{directory} has no history. Name the server's --data-dir.")
                : Show(history, query, result);
        }
        catch (StoreException e)
        {
            throw new ToolException(ExitCode.Usage, e.Message);
        }
    }

    private int Show(HistoryReader history, SearchQuery? query, ParseResult result)
    {
        var rooms = history.Rooms;
        var room = result.GetValue(_room) ?? query?.In ?? rooms.FirstOrDefault();
        var isEverywhere = room == SearchQuery.Everywhere && result.GetValue(_room) is null;
        if (room is null || (!isEverywhere && !rooms.Contains(room, StringComparer.Ordinal)))
        {
            return NothingFound(room is null ? "Nothing was said yet."
                : $"There is no room {SafeText.Clean(room)}; there is: {SafeText.Clean(string.Join(", ", rooms))}.");
        }

        var limit = result.GetValue(_limit) is var given and > 0 ? given : int.MaxValue;
        var messages = (isEverywhere ? rooms : [room])
            .SelectMany(name => (query is null ? history.ReadLast(name, limit) : history.Search(name, query, limit))
                .Select(message => (Room: name, Message: message)))
            .OrderBy(each => isEverywhere ? each.Message.At : 0)
            .TakeLast(limit)
            .ToList();
        foreach (var (name, message) in messages)
        {
            Console.Out.WriteLine(result.GetValue(_json)
                ? JsonSerializer.Serialize(HistoryLine.JsonOf(name, message), ToolJson.Default.HistoryJson)
                : HistoryLine.TextOf(message, ToolClock.Instance.LocalTimeZone, isEverywhere ? name : null));
        }

        return messages.Count > 0 ? ExitCode.Done : NothingFound("Nothing was found.");
    }

    /// <summary>The query that the options make together; null for everything.</summary>
    private SearchQuery? QueryOf(ParseResult result)
    {
        SearchQuery? query = null;
        if (result.GetValue(_search) is { } text && !SearchQuery.TryParse(text, ToolClock.Instance, out query, out var error))
        {
            throw new ToolException(ExitCode.Usage, $"--search: {error}");
        }

        if (query?.In is not null && result.GetValue(_room) is not null)
        {
            throw new ToolException(ExitCode.Usage, "--search has an in: of its own; give it there or as --room, not both.");
        }

        var (from, since) = (result.GetValue(_from), result.GetValue(_since)?.ToUnixTimeMilliseconds());
        if ((from is not null && query?.From is not null) || (since is not null && query?.Since is not null))
        {
            throw new ToolException(ExitCode.Usage, "--search has a from: or since: of its own; give it there or as an option, not both.");
        }

        return from is null && since is null && query is null
            ? null
            : new SearchQuery(query?.Terms ?? [], from ?? query?.From, since ?? query?.Since) { In = query?.In };
    }

    private static int NothingFound(string reason)
    {
        Console.Error.WriteLine($"lantalk history: {reason}");
        return ExitCode.NothingFound;
    }
}
