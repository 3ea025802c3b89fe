using System.Threading.Channels;

namespace LanTalk.Plugins.Running;

/// <summary>Runs the plug-in's handlers one after another, in the order in which things came.</summary>
internal sealed class Worker(TextWriter log)
{
    /// <summary>More than this is turned away, so that a slow handler costs no memory.</summary>
    public const int MaxWaiting = 10_000;

    private readonly Channel<Func<Task>> _jobs = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private volatile bool _isAbandoned;
    private volatile bool _isEnded;

    /// <summary>Whether nothing waits behind what runs now.</summary>
    public bool IsIdle => _jobs.Reader.Count == 0;

    /// <summary>Whether the plug-in ends, and nothing more is queued.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Queues a job; false if too many wait, or the plug-in ends.</summary>
    public bool TryAdd(Func<Task> job) => _jobs.Writer.TryWrite(job);

    /// <summary>Runs jobs until the end.</summary>
    public async Task RunAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            if (!_isAbandoned)
            {
                await GuardAsync(job);
            }
        }
    }

    /// <summary>Ends after what is queued.</summary>
    public void End()
    {
        _isEnded = true;
        _jobs.Writer.TryComplete();
    }

    /// <summary>Ends after what runs now.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        End();
    }

    /// <summary>Runs a handler. Whatever it throws is logged, and goes no further.</summary>
    public async Task GuardAsync(Func<Task> handler)
    {
        try
        {
            await handler();
        }
        catch (Exception e)
        {
            await log.WriteLineAsync(e.ToString());
        }
    }
}
