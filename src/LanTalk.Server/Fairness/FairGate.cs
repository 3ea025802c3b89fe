namespace LanTalk.Server.Fairness;

/// <summary>
/// Limits the work in progress, in all and per owner. The rest waits, and owners take turns: an owner with many requests delays nobody else.
/// </summary>
/// <typeparam name="TOwner">The type of the owners.</typeparam>
/// <param name="mostInAll">The limit in all.</param>
/// <param name="mostPerOwner">The limit per owner.</param>
internal sealed class FairGate<TOwner>(int mostInAll, int mostPerOwner)
    where TOwner : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TOwner, Line> _lines = [];

    // The owners with waiters that could enter if a slot were free.
    private readonly Queue<Line> _ready = new();
    private int _underWay;

    /// <summary>Waits for a slot; false if <paramref name="gone"/> was signalled first. A slot must be given back.</summary>
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

    /// <summary>Gives a slot back.</summary>
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
            // A cancelled waiter has set its own result.
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
