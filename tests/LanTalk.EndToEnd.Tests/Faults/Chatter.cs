using System.Collections.Concurrent;
using System.Globalization;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>A user: <c>lantalk join --json</c> in a process, fed line by line.</summary>
internal sealed class Chatter(string name, ToolProcess process)
{
    // As much as the server accepts without a warning: 10 messages in 5 s, over a longer time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // A user who types more than that without an answer would have to wait at the end, for as long as the rest takes at that rate.
    private const int MostUnsettled = 10;

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly List<string> _fed = [];
    private readonly HashSet<string> _unsettled = [];
    private int _read;

    /// <summary>The user's name.</summary>
    public string Name { get; } = name;

    /// <summary>The process.</summary>
    public ToolProcess Process { get; } = process;

    /// <summary>Its input and output so far.</summary>
    public Transcript Transcript => Transcript.Read(Name, _fed, Process.Output);

    /// <summary>Types a line. While it chats, nobody else may: see <see cref="Ask"/>.</summary>
    public async Task SayAsync(string text)
    {
        _fed.Add(text);
        _unsettled.Add(text);
        await Process.TypeAsync(text);
    }

    /// <summary>Makes it say something next while it chats.</summary>
    public void Ask(string text) => _asked.Enqueue(text);

    /// <summary>Says one thing after the other, at the rate that the server allows, until told to end; a few while there are no answers.</summary>
    public async Task ChatAsync(Random random, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            Settle();
            if (_unsettled.Count < MostUnsettled)
            {
                await SayAsync(_asked.TryDequeue(out var text) ? text : $"{Name} says {(_fed.Count + 1).ToString(CultureInfo.InvariantCulture)}");
            }

            await Task.Delay(LongestPause * random.NextDouble(), TimeProvider.System, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until the outcome of every line is reported.</summary>
    public async Task SettleAsync()
    {
        for (Settle(); _unsettled.Count > 0; Settle())
        {
            await Process.OutputAsync("\"text\"");
        }
    }

    /// <summary>Waits until it has printed the messages with these texts, in any order.</summary>
    public async Task SeeAsync(string mark, int count)
    {
        var seen = new HashSet<string>();
        while (seen.Count < count)
        {
            seen.Add(Transcript.Read(Name, [], [await Process.OutputAsync(mark)]).Seen.Select(posted => posted.Text).FirstOrDefault(""));
            seen.Remove("");
        }
    }

    private void Settle()
    {
        var news = Process.OutputAfter(_read);
        _read += news.Count;
        var told = Transcript.Read(Name, [], news);
        _unsettled.ExceptWith(told.Seen.Select(posted => posted.Text));
        _unsettled.ExceptWith(told.Delivered);
        _unsettled.ExceptWith(told.NotSent);
    }
}
