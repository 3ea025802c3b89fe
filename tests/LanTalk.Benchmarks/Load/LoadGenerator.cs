using System.Net;
using HdrHistogram;

namespace LanTalk.Benchmarks.Load;

/// <summary>
/// Many connections on one thread: some send, all check what they get. It knows no server, only a <see cref="Dialect"/>.
/// </summary>
internal sealed class LoadGenerator(IPEndPoint server, Dialect dialect, int senders, int textSize, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLatency = TimeSpan.FromMinutes(10);

    private readonly ConnectionSet _connections = new(server, senders, time) { Refusal = dialect.Refusal };
    private readonly List<TextSender> _senders = [];

    private int LoginsUnderWay => _connections.All.Count - _connections.LoggedIn;

    private bool IsChat => dialect.SenderLogin is null;

    /// <summary>How many connections get each text.</summary>
    public int DeliveriesPerText { get; private set; }

    /// <summary>How many texts were sent.</summary>
    public long Sent { get; private set; }

    private long MissingDeliveries => (Sent * DeliveriesPerText) - _connections.Delivered;

    /// <summary>
    /// Opens connections and logs them in, as many at once as the server accepts. Returns how long it took until the last one was in.
    /// </summary>
    public TimeSpan Connect(int receivers)
    {
        var start = time.GetTimestamp();
        var first = _connections.All.Count;
        if (dialect.SenderLogin is { } senderLogin && _senders.Count == 0)
        {
            for (var i = 0; i < senders; i++)
            {
                _senders.Add(new TextSender(_connections.Open(senderLogin, dialect.OpenChannel), i, dialect, textSize));
            }
        }

        for (var i = 0; i < receivers; i++)
        {
            WaitForLogins(dialect.LoginsAtOnce - 1);
            var connection = OpenNext(isNewcomer: false);
            if (_senders.Count < senders)
            {
                _senders.Add(new TextSender(connection, _senders.Count, dialect, textSize));
            }
        }

        DeliveriesPerText += receivers - (first == 0 && IsChat && !dialect.Echoes ? 1 : 0);
        WaitForLogins(0);
        return time.GetElapsedTime(start);
    }

    /// <summary>Sends as fast as the server delivers, with at most <paramref name="window"/> texts on their way.</summary>
    public LoadResult Saturate(TimeSpan duration, int window) => Measure(() =>
    {
        var end = time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
        while (time.GetTimestamp() < end)
        {
            var allowed = window - (Sent - (_connections.Delivered / DeliveriesPerText));
            // A few at a time from each sender, so that the server has more than one to read from.
            var each = (int)Math.Min(allowed / _senders.Count, TextSender.MaxTexts);
            if (each > 0)
            {
                SendFromEach(each);
            }

            _connections.Turn(TimeSpan.FromSeconds(1));
        }
    });

    /// <summary>Sends <paramref name="rate"/> texts a second whether or not the server keeps up, and notes when each arrives.</summary>
    public LoadResult Pace(TimeSpan duration, int rate)
    {
        var texts = (long)(duration.TotalSeconds * rate);
        return Pace(rate, schedule => schedule.Taken < texts, () => false);
    }

    /// <summary>
    /// Paces while newcomers connect and log in, as many at once as the server accepts, until the last one is in. Only texts that arrive at earlier
    /// users are counted and timed; those users are always served first, so that the newcomers' share of this thread is not taken for the server's
    /// latency.
    /// </summary>
    public LoadResult Burst(int newcomers, int rate)
    {
        var all = _connections.All.Count + newcomers;
        var loggedIn = _connections.LoggedIn;
        var lastProgress = time.GetTimestamp();
        _connections.PutPresentFirst();
        var result = Pace(rate, _ => !AllAreIn(), OpenOne);
        CatchUp();
        return result;

        bool OpenOne()
        {
            if (_connections.All.Count == all || LoginsUnderWay >= dialect.LoginsAtOnce)
            {
                return false;
            }

            OpenNext(isNewcomer: true);
            return true;
        }

        bool AllAreIn()
        {
            if (_connections.LoggedIn != loggedIn)
            {
                loggedIn = _connections.LoggedIn;
                lastProgress = time.GetTimestamp();
            }

            return time.GetElapsedTime(lastProgress) < Patience
                ? loggedIn == all
                : throw new BenchmarkException(
                    $"For {Patience.TotalSeconds:0} s nobody got in, and {all - loggedIn} of {newcomers} newcomers are left.");
        }
    }

    /// <summary>
    /// Throws unless every connection got every text once, in order, and all in the same order; a newcomer, from its first text on.
    /// </summary>
    /// <returns>Whether the order was the same everywhere.</returns>
    public bool Verify()
    {
        ulong? sum = null;
        var isOneOrder = true;
        foreach (var connection in _connections.All.Where(IsReceiver))
        {
            if (_senders.Find(sender => !HasAllOf(connection, sender)) is { } sender)
            {
                var (got, expected) = (connection.NextOf(sender.Index) ?? 0, ExpectedOf(connection, sender));
                throw new BenchmarkException($"Connection {connection.Index} got {got} of {expected} texts of sender {sender.Index}.");
            }

            if (!connection.IsNewcomer && (dialect.Echoes || !IsSender(connection)))
            {
                isOneOrder &= sum is null || sum == connection.OrderSum;
                sum ??= connection.OrderSum;
            }
        }

        return isOneOrder;
    }

    /// <summary>Lets time pass while everything that arrives is read.</summary>
    public void Rest(TimeSpan duration)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) is var elapsed && elapsed < duration)
        {
            _connections.Turn(duration - elapsed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connections.Dispose();

    /// <summary>Waits until no more than this many logins are in progress.</summary>
    private void WaitForLogins(int count)
    {
        if (LoginsUnderWay > count)
        {
            RunUntil(() => LoginsUnderWay <= count, () => $"{LoginsUnderWay} of {_connections.All.Count} connections did not get in");
        }
    }

    private LoadConnection OpenNext(bool isNewcomer) => _connections.Open(dialect.Login(_connections.All.Count), dialect.OpenChannel, isNewcomer);

    /// <summary>
    /// Paces for as long as <paramref name="goesOn"/> says; <paramref name="otherWork"/> does a little of something else and returns whether there
    /// was any.
    /// </summary>
    private LoadResult Pace(int rate, Predicate<Schedule> goesOn, Func<bool> otherWork)
    {
        var latencies = new LongHistogram((long)LongestLatency.TotalSeconds * time.TimestampFrequency, 3);
        return Measure(() =>
        {
            var schedule = new Schedule(rate, time);
            _connections.Latencies = latencies;
            _connections.Urgent = () => SendDue(schedule);
            while (goesOn(schedule))
            {
                SendDue(schedule);
                if (!otherWork())
                {
                    _connections.Turn(schedule.Wait);
                }
            }

            _connections.Urgent = null;
        }) with
        {
            Latencies = latencies,
        };
    }

    private LoadResult Measure(Action work)
    {
        var start = time.GetTimestamp();
        var (sent, delivered, cpu) = (Sent, _connections.Delivered, Environment.CpuUsage.TotalTime);
        work();
        var result = new LoadResult(_connections.Delivered - delivered, time.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
        RunUntil(() => MissingDeliveries == 0, () => $"{MissingDeliveries} deliveries are missing");

        // Not earlier: the slowest deliveries arrive last.
        _connections.Latencies = null;
        return result with { Texts = Sent - sent };
    }

    private void SendFromEach(int texts)
    {
        foreach (var sender in _senders)
        {
            if (!sender.Connection.HasUnsent)
            {
                Send(sender, texts, 0);
            }
        }
    }

    private void SendDue(Schedule schedule)
    {
        while (schedule.TryTake(out var due))
        {
            Send(_senders[(int)(schedule.Taken % _senders.Count)], 1, due);
        }
    }

    private void Send(TextSender sender, int texts, long at)
    {
        sender.Send(texts, at);
        Sent += texts;
        _connections.WatchUnsent(sender.Connection);
    }

    /// <summary>Sends one more text from each sender, after which nothing more will arrive at the newcomers, and waits for it.</summary>
    private void CatchUp()
    {
        SendFromEach(1);
        var caughtUp = 0;
        RunUntil(() =>
        {
            while (caughtUp < _connections.All.Count && HasAll(_connections.All[caughtUp]))
            {
                caughtUp++;
            }

            return caughtUp == _connections.All.Count;
        }, () => $"connection {caughtUp} has not got all texts");
    }

    private void RunUntil(Func<bool> isDone, Func<string> failure)
    {
        var start = time.GetTimestamp();
        while (!isDone())
        {
            if (time.GetElapsedTime(start) > Patience)
            {
                throw new BenchmarkException($"After {Patience.TotalSeconds:0} s {failure()}.");
            }

            _connections.Turn(TimeSpan.FromSeconds(1));
        }
    }

    private bool HasAll(LoadConnection connection) =>
        !IsReceiver(connection) || _senders.TrueForAll(sender => HasAllOf(connection, sender));

    private bool HasAllOf(LoadConnection connection, TextSender sender) =>
        connection.NextOf(sender.Index) == ExpectedOf(connection, sender);

    private uint ExpectedOf(LoadConnection connection, TextSender sender) =>
        sender.Connection == connection && !dialect.Echoes ? 0 : sender.Sent;

    private bool IsSender(LoadConnection connection) => _senders.Exists(sender => sender.Connection == connection);

    private bool IsReceiver(LoadConnection connection) => IsChat || !IsSender(connection);
}
