namespace LanTalk.Server.Fairness;

/// <summary>
/// Lets only so much work be under way, in all and for each owner. The rest waits, and owners take turns: an owner who asks for a lot
/// holds up nobody else.
/// </summary>
/// <typeparam name="TOwner">Whom the work is counted against.</typeparam>
/// <param name="mostInAll">How much may be under way.</param>
/// <param name="mostPerOwner">How much of it may be one owner's.</param>
internal sealed class FairGate<TOwner>(int mostInAll, int mostPerOwner)
    where TOwner : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TOwner, Line> _lines = [];

    // Lines in which somebody waits who could go on if there were a place in all.
    private readonly Queue<Line> _ready = new();
    private int _underWay;

    /// <summary>Waits for a place; false if <paramref name="gone"/> was signalled before there was one. A place must be given back.</summary>
    public async ValueTask<bool> EnterAsync(TOwner owner, CancellationToken gone)
    {
        Waiter waiter;
        lock (_gate)
        {
            var line = LineOf(owner);
            if (_underWay < mostInAll && line.UnderWay < mostPerOwner)
            {
                _underWay++;
                line.UnderWay++;
                return true;
            }

            waiter = new Waiter();
            line.Waiting.Enqueue(waiter);
            Queue(line);
        }

        await using (gone.UnsafeRegister(state => ((Waiter)state!).TrySetResult(false), waiter))
        {
            return await waiter.Task;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(TOwner owner)
    {
        lock (_gate)
        {
            var line = _lines[owner];
            _underWay--;
            line.UnderWay--;
            Queue(line);
            while (_underWay < mostInAll && _ready.TryDequeue(out var next))
            {
                next.IsQueued = false;
                LetOneIn(next);
                Queue(next);
                Forget(next);
            }

            Forget(line);
        }
    }

    private void Forget(Line line)
    {
        if (line is { UnderWay: 0, Waiting.Count: 0 })
        {
            _lines.Remove(line.Owner);
        }
    }

    private void LetOneIn(Line line)
    {
        while (line.Waiting.TryDequeue(out var waiter))
        {
            // Who is gone has set the result itself.
            if (waiter.TrySetResult(true))
            {
                _underWay++;
                line.UnderWay++;
                return;
            }
        }
    }

    private void Queue(Line line)
    {
        if (line.Waiting.Count > 0 && line.UnderWay < mostPerOwner && !line.IsQueued)
        {
            line.IsQueued = true;
            _ready.Enqueue(line);
        }
    }

    private Line LineOf(TOwner owner)
    {
        if (!_lines.TryGetValue(owner, out var line))
        {
            _lines[owner] = line = new Line(owner);
        }

        return line;
    }

    private sealed class Waiter() : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Line(TOwner owner)
    {
        public TOwner Owner { get; } = owner;

        public int UnderWay { get; set; }

        public Queue<Waiter> Waiting { get; } = new();

        public bool IsQueued { get; set; }
    }
}
