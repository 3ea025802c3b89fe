using System.CommandLine;
using LanTalk.Benchmarks.Stores;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>store</c>: how fast the history takes, gives and finds messages, in a directory that is gone afterwards.</summary>
internal sealed class StoreCommand : Command
{
    private const string Room = "lobby";

    private static readonly int[] BatchSizes = [1, 10, 100, 300];

    private readonly Option<int> _messages = new("--messages") { Description = "How many to search among. Default: 1,000,000.", DefaultValueFactory = _ => 1_000_000 };
    private readonly Option<double> _seconds = new("--seconds") { Description = "How long each batch size is measured. Default: 3.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> _queries = new("--queries") { Description = "How many searches of each kind. Default: 200.", DefaultValueFactory = _ => 200 };
    private readonly Option<string?> _directory = new("--directory") { Description = "On whose disk. Default: the temporary directory." };

    public StoreCommand()
        : base("store", "Measure the history: appends, first screen, search.")
    {
        foreach (var option in new Option[] { _messages, _seconds, _queries, _directory })
        {
            Options.Add(option);
        }

        SetAction(Run);
        Subcommands.Add(new StoreAppendCommand());
    }

    private int Run(ParseResult result)
    {
        var directory = result.GetValue(_directory) is { } parent
            ? Directory.CreateDirectory(Path.Combine(parent, $"lantalk-bench-{Environment.ProcessId}"))
            : Directory.CreateTempSubdirectory("lantalk-bench-");
        try
        {
            var run = new StoreRun(TimeProvider.System, TimeSpan.FromSeconds(result.GetValue(_seconds)));
            foreach (var withUpkeep in new[] { false, true })
            {
                foreach (var size in BatchSizes)
                {
                    using var store = SqliteRoomStore.Open(directory.CreateSubdirectory($"append-{size}-{withUpkeep}").FullName, new HistoryLimit());
                    Console.Out.WriteLine(run.Append(store, Room, size, withUpkeep));
                }
            }

            Search(directory.FullName, run, result.GetValue(_messages), result.GetValue(_queries));
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Search(string directory, StoreRun run, int messages, int queries)
    {
        using var store = SqliteRoomStore.Open(Path.Combine(directory, "search"), new HistoryLimit(MaxCount: messages / 2));
        Console.Out.WriteLine(run.Fill(store, Room, messages));
        Console.Out.WriteLine(run.Time("first screen (the last 50)", queries, _ => store.ReadBefore(Room, long.MaxValue, 50).Count));
        Console.Out.WriteLine(run.Time("50 somewhere before", queries, i => store.ReadBefore(Room, (i + 1L) * messages / queries, 50).Count));
        Console.Out.WriteLine(run.Time("the marks of the last 10,000", queries, _ => RecentNonces.Of(store, Room).Find("nobody", "n") == 0 ? 0 : 1));
        Console.Out.WriteLine(run.Time("search right after the fill", 1, _ => store.Search(Room, new SearchQuery(["w1"]), 50).Count));
        Console.Out.WriteLine(run.Index(store, messages));

        var since = StoreRun.StartedAt + (messages * 9L / 10);
        foreach (var (name, query) in new (string, Func<int, SearchQuery>)[]
                 {
                     ("a rare word", i => new SearchQuery([$"w{9_000 + i}"])),
                     ("a common word", _ => new SearchQuery(["the"])),
                     ("a word that is not there", i => new SearchQuery([$"nowhere{i}"])),
                     ("two common words", i => new SearchQuery(["the", $"w{i % 10}"])),
                     ("a phrase", i => new SearchQuery([$"the w{i % 50}"])),
                     ("a common word, from: a rare user", _ => new SearchQuery(["the"], "rare")),
                     ("from: a user", i => new SearchQuery([], $"user-{i % 100}")),
                     ("a common word, since: the last tenth", _ => new SearchQuery(["the"], Since: since)),
                     ("a rare word, since: the last tenth", i => new SearchQuery([$"w{9_000 + i}"], Since: since)),
                     ("since: the last tenth", _ => new SearchQuery([], Since: since)),
                 })
        {
            Console.Out.WriteLine(run.Time(name, queries, i => store.Search(Room, query(i), 50).Count));
        }

        Console.Out.WriteLine(run.Prune(store));
        Console.Out.WriteLine(run.Time("a common word, after pruning", queries, _ => store.Search(Room, new SearchQuery(["the"]), 50).Count));
    }
}
