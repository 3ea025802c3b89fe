using System.CommandLine;
using LanTalk.Benchmarks.Stores;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>store</c>: how fast the history stores, reads and finds messages, in a directory that is deleted afterwards.</summary>
internal sealed class StoreCommand : Command
{
    private const string Room = "lobby";

    private static readonly int[] BatchSizes = [1, 10, 100, 300];

    private readonly Option<int> _messages = new("--messages")
    {
        Description = "How many to search among. Default: 1,000,000.",
        DefaultValueFactory = _ => 1_000_000,
    };
    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "How long each batch size is measured. Default: 3.",
        DefaultValueFactory = _ => 3,
    };
    private readonly Option<int> _queries = new("--queries") { Description = "How many searches of each kind. Default: 200.", DefaultValueFactory = _ => 200 };
    private readonly Option<string> _script = new("--script")
    {
        Description = "What the texts are written in. Default: latin.",
        DefaultValueFactory = _ => "latin",
    };
    private readonly Option<string?> _directory = new("--directory") { Description = "On whose disk. Default: the temporary directory." };

    public StoreCommand()
        : base("store", "Measure the history: appends, first screen, search.")
    {
        _script.AcceptOnlyFromAmong(SampleTexts.Scripts);
        foreach (var option in new Option[] { _messages, _seconds, _queries, _script, _directory })
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
            var run = new StoreRun(TimeProvider.System, TimeSpan.FromSeconds(result.GetValue(_seconds)), result.GetValue(_script)!);
            foreach (var withUpkeep in new[] { false, true })
            {
                foreach (var size in BatchSizes)
                {
                    using var store = SqliteRoomStore.Open(directory.CreateSubdirectory($"append-{size}-{withUpkeep}").FullName, new HistoryLimit());
                    Console.Out.WriteLine(run.Append(store, Room, size, withUpkeep));
                }
            }

            Search(directory.FullName, run, result.GetValue(_messages), result.GetValue(_queries), result.GetValue(_script)!);
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Search(string directory, StoreRun run, int messages, int queries, string script)
    {
        using var store = SqliteRoomStore.Open(Path.Combine(directory, "search"), new HistoryLimit(MaxCount: messages / 2));
        Console.Out.WriteLine(run.Fill(store, Room, messages));
        Console.Out.WriteLine(run.Time("first screen (the last 50)", queries, _ => store.ReadBefore(Room, long.MaxValue, 50).Count));
        Console.Out.WriteLine(run.Time("50 somewhere before", queries, i => store.ReadBefore(Room, (i + 1L) * messages / queries, 50).Count));
        Console.Out.WriteLine(run.Time("the marks of the last 10,000", queries, _ => RecentNonces.Of(store, Room).Find("nobody", "n") == 0 ? 0 : 1));
        Console.Out.WriteLine(run.Time("search right after the fill", 1, _ => store.Search(Room, new SearchQuery(["w1"]), 50).Count));
        Console.Out.WriteLine(run.Index(store, messages));

        var since = StoreRun.StartedAt + (messages * 9L / 10);
        foreach (var (name, query) in Queries(script, since))
        {
            Console.Out.WriteLine(run.Time(name, queries, i => store.Search(Room, query(i), 50).Count));
        }

        Console.Out.WriteLine(run.Prune(store));
        Console.Out.WriteLine(run.Time("a common word, after pruning", queries, _ => store.Search(Room, new SearchQuery(["the"]), 50).Count));
    }

    private static IEnumerable<(string Name, Func<int, SearchQuery> Query)> Queries(string script, long since) => script switch
    {
        "chinese" =>
        [
            ("a common letter", _ => new SearchQuery([Han(0)])),
            ("a rare letter", i => new SearchQuery([Han(2_000 + i)])),
            ("a common pair", i => new SearchQuery([Han(i % 5, 0)])),
            ("a rare pair", i => new SearchQuery([Han(1_000 + i, 7)])),
            ("three common letters", i => new SearchQuery([Han(i % 5, 1, 2)])),
            ("four letters", i => new SearchQuery([Han(i % 20, 1, 2, i % 7)])),
            ("two words", i => new SearchQuery([Han(i % 5, 0), Han(i % 7, 3)])),
            ("a common letter and a Latin word that is not there", _ => new SearchQuery([Han(0) + "bug"])),
        ],
        "thai" =>
        [
            ("a common letter", _ => new SearchQuery(["ก"])),
            ("a common pair", _ => new SearchQuery(["กข"])),
            ("a word", i => new SearchQuery([new[] { "กาคง", "ประชุม", "เวลา", "สาม" }[i % 4]])),
            ("a long word", i => new SearchQuery([new[] { "พรุ่งนี้", "กาคงนากา", "ขิงกา" }[i % 3]])),
        ],
        _ =>
        [
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
            ("a beginning of three letters", i => new SearchQuery([$"w{10 + (i % 90)}*"])),
            ("a beginning of four letters", i => new SearchQuery([$"w{100 + i}*"])),
            ("a common word and a beginning", i => new SearchQuery(["the", $"w{10 + (i % 90)}*"])),
        ],
    };

    private static string Han(params ReadOnlySpan<int> ranks)
    {
        var text = "";
        foreach (var rank in ranks)
        {
            text += SampleTexts.Han(rank);
        }

        return text;
    }
}
