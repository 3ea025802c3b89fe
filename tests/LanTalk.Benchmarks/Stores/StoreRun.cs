using LanTalk.Server.History;

namespace LanTalk.Benchmarks.Stores;

/// <summary>Measures one store. Each measurement is a line to print.</summary>
internal sealed class StoreRun(TimeProvider time, TimeSpan duration, string script)
{
    /// <summary>The time of the first message; each later one is a millisecond later.</summary>
    public const long StartedAt = 1_795_000_000_000;

    private readonly Random _random = new(1);
    private readonly SampleTexts _texts = new(new Random(1), script);

    /// <summary>Appends batches of one size for some time, alone or during upkeep.</summary>
    public string Append(SqliteRoomStore store, string room, int size, bool withUpkeep)
    {
        var batch = new StoredMessage[size];
        var texts = Enumerable.Range(0, size).Select(_ => (ReadOnlyMemory<byte>)_texts.Next()).ToArray();
        var waits = new List<double>(1_000_000);
        var last = 0L;
        using var stop = new ManualResetEventSlim();
        var upkeep = withUpkeep ? Task.Run(() => Keep(store, stop)) : Task.CompletedTask;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < duration)
        {
            for (var i = 0; i < size; i++)
            {
                last++;
                batch[i] = new StoredMessage(0, StartedAt + last, "user-1", texts[i], Sender: "ed25519:0123456789abcdef", Nonce: "0123456789ab");
            }

            var began = time.GetTimestamp();
            var append = store.AppendAsync(room, last - batch.Length, batch);
            if (!append.IsCompletedSuccessfully)
            {
                append.AsTask().GetAwaiter().GetResult();
            }

            waits.Add(time.GetElapsedTime(began).TotalMicroseconds);
        }

        var seconds = time.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        stop.Set();
        upkeep.Wait();
        return $"append {size,3} at once{(withUpkeep ? ", beside upkeep" : "")}: {last / seconds:N0} messages/s, "
            + $"{Percentiles(waits)}, {(double)allocated / last:N0} bytes allocated a message";
    }

    /// <summary>Fills a room with texts like those of people: a few words are frequent, many are rare.</summary>
    public string Fill(SqliteRoomStore store, string room, int messages)
    {
        const int Size = 500;
        var start = time.GetTimestamp();
        for (var last = 0; last < messages;)
        {
            var batch = new StoredMessage[Math.Min(Size, messages - last)];
            for (var i = 0; i < batch.Length; i++)
            {
                last++;
                var user = last % 5000 == 0 ? "rare" : $"user-{_random.Next(100)}";
                batch[i] = new StoredMessage(0, StartedAt + last, user, _texts.Next(), Sender: "ed25519:0123456789abcdef", Nonce: $"n{last}");
            }

            store.AppendAsync(room, last - batch.Length, batch).AsTask().GetAwaiter().GetResult();
        }

        return $"filled with {messages:N0} messages in {time.GetElapsedTime(start).TotalSeconds:N1} s, {new FileInfo(store.Path).Length / 1e6:N0} MB";
    }

    /// <summary>Indexes everything not indexed yet.</summary>
    public string Index(SqliteRoomStore store, int messages)
    {
        var start = time.GetTimestamp();
        var step = 0;
        var steps = Steps(store.IndexSome, () =>
        {
            if (++step % 32 == 0)
            {
                store.WriteBack();
            }
        });
        store.WriteBack();
        return $"indexed {messages / time.GetElapsedTime(start).TotalSeconds:N0} messages/s, by steps of {steps}, {new FileInfo(store.Path).Length / 1e6:N0} MB";
    }

    /// <summary>Drops the messages beyond the limit.</summary>
    public string Prune(SqliteRoomStore store)
    {
        var start = time.GetTimestamp();
        var steps = Steps(() => store.PruneSome(DateTimeOffset.UnixEpoch, byAge: true), () => { });
        return $"pruned in {time.GetElapsedTime(start).TotalSeconds:N1} s, by steps of {steps}";
    }

    /// <summary>Times some work again and again.</summary>
    public string Time(string name, int times, Func<int, int> work)
    {
        var waits = new List<double>();
        var found = 0;
        for (var i = 0; i < times; i++)
        {
            var began = time.GetTimestamp();
            found += work(i);
            waits.Add(time.GetElapsedTime(began).TotalMicroseconds);
        }

        return $"{name}: {Percentiles(waits)}, {(double)found / times:N1} found";
    }

    // As the server does, but more often: the runs are short.
    private static void Keep(SqliteRoomStore store, ManualResetEventSlim stop)
    {
        while (!stop.Wait(TimeSpan.FromMilliseconds(100)))
        {
            while (!stop.IsSet && store.IndexSome())
            {
            }

            store.WriteBack();
        }
    }

    private string Steps(Func<bool> step, Action between)
    {
        var waits = new List<double>();
        bool more;
        do
        {
            var began = time.GetTimestamp();
            more = step();
            waits.Add(time.GetElapsedTime(began).TotalMicroseconds);
            between();
        }
        while (more);

        return Percentiles(waits);
    }

    private static string Percentiles(List<double> microseconds)
    {
        microseconds.Sort();
        return $"p50 {At(0.5):N0} µs, p95 {At(0.95):N0} µs, p99 {At(0.99):N0} µs, most {microseconds[^1]:N0} µs";

        double At(double part) => microseconds[(int)(part * (microseconds.Count - 1))];
    }
}
