using System.CommandLine;
using System.Text;
using LanTalk.Server.History;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>store append</c>: appends until it is killed, and prints the last id of each batch as soon as it is stored.</summary>
internal sealed class StoreAppendCommand : Command
{
    private readonly Option<string> _directory = new("--data-dir") { Description = "Where the history is.", Required = true };
    private readonly Option<int> _size = new("--size") { Description = "Messages of a batch. Default: 20.", DefaultValueFactory = _ => 20 };

    public StoreAppendCommand()
        : base("append", "Append to a history until killed, and tell which messages are kept.")
    {
        Options.Add(_directory);
        Options.Add(_size);
        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        const string Room = "lobby";
        using var store = SqliteRoomStore.Open(result.GetRequiredValue(_directory), new HistoryLimit());
        var batch = new StoredMessage[result.GetValue(_size)];
        for (var last = (await store.OpenAsync(Room)).LastId; ;)
        {
            for (var i = 0; i < batch.Length; i++)
            {
                last++;
                batch[i] = new StoredMessage(0, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), "Bob", Encoding.UTF8.GetBytes($"message {last}"));
            }

            await store.AppendAsync(Room, last - batch.Length, batch);
            Console.Out.WriteLine($"kept {last}");
        }
    }
}
