using LanTalk.Server.Programs;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Plugins;

/// <summary>
/// One plug-in of the operator: starts it, starts it again when it ends, replaces a run by the next, and stops it. What it does in the chat is in
/// <see cref="PluginRoles"/>.
/// </summary>
internal sealed partial class Plugin
{
    private const int MaxCrashes = 3;

    private static readonly TimeSpan CrashWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MaxFinish = TimeSpan.FromSeconds(5);

    private readonly PluginStart _start;
    private readonly PluginRoles _roles;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<long> _crashes = [];
    private readonly List<Task> _finishing = [];
    private TaskCompletionSource _reload = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PluginRun? _run;
    private bool _isOff;
    private volatile string _state = "starting";
    private Task _life = Task.CompletedTask;

    public Plugin(PluginEntry entry, PluginStart start, PluginRoles roles, TimeProvider time, ILogger<Plugin> logger) =>
        (Entry, _start, _roles, _time, _logger) = (entry, start, roles, time, logger);

    /// <summary>What the operator said of it. Changes with <see cref="Reload"/>.</summary>
    public PluginEntry Entry { get; private set; }

    /// <summary>Its name: that of its manifest, once it was ready.</summary>
    public string Name => _roles.Manifest?.Name ?? Entry.Name;

    /// <summary>How it is, for the operator.</summary>
    public string State => _state;

    /// <summary>The present run; null if there is none.</summary>
    public PluginRun? Run => _run;

    /// <summary>Completes once it has been tried to start it for the first time.</summary>
    public Task Tried => _tried.Task;

    /// <summary>What it does in the chat.</summary>
    public PluginRoles Roles => _roles;

    /// <summary>Starts it, and keeps it running.</summary>
    public void Start() => _life = LiveAsync();

    /// <summary>Replaces the present run by a new one, once that is ready; also starts one that is off.</summary>
    public void Reload(PluginEntry entry)
    {
        Entry = entry;
        Volatile.Read(ref _reload).TrySetResult();
    }

    /// <summary>Stops it.</summary>
    public async Task StopAsync()
    {
        // Cancelled before its life is woken, which would otherwise start another run.
        await _stopping.CancelAsync();
        _stop.TrySetResult();
        await _life;
        _stopping.Dispose();
    }

    /// <summary>Looks after it; called once a second.</summary>
    public void Look()
    {
        _run?.CheckInput();
        _roles.Look();
    }

    private async Task LiveAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                await TryStartAsync();
                _tried.TrySetResult();
                if (_run is { } run)
                {
                    await WaitAsync(run);
                }
                else
                {
                    await PauseAsync();
                }
            }
        }
        catch (Exception e)
        {
            // An internal error ends this plug-in only.
            LogFault(e, Name);
        }
        finally
        {
            _tried.TrySetResult();
            await EndAsync();
        }
    }

    /// <summary>Starts a run, which takes over if it becomes ready. Otherwise the present one, if there is one, goes on.</summary>
    private async Task TryStartAsync()
    {
        Volatile.Write(ref _reload, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            var (run, manifest) = await _start.StartAsync(Entry, _roles, _stopping.Token);
            var former = _run;
            _run = run;
            _state = "running";
            LogChanged(manifest.Name, former is null ? "started" : "started anew");
            _roles.Log.Note(former is null ? "Started." : "Started anew.");
            if (former is not null)
            {
                _finishing.Add(FinishAsync(former));
            }
        }
        catch (Exception e) when (e is ProgramException or PluginException)
        {
            NoteCrash(e.Message, isFinal: e is PluginException { IsFinal: true });
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is to stop.
        }
    }

    /// <summary>Waits until the run has ended, or another one is to take over.</summary>
    private async Task WaitAsync(PluginRun run)
    {
        await Task.WhenAny(run.Ended, _reload.Task, _stop.Task);
        if (run.Ended.IsCompleted)
        {
            _run = null;
            _roles.Pause();
            NoteCrash($"The plug-in {Name} {await run.Ended}.", isFinal: false);
            await PauseAsync();
        }
    }

    /// <summary>Waits before the next try; while it is off, until it is reloaded.</summary>
    private async Task PauseAsync()
    {
        var pause = _isOff ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(Math.Min(1 << Math.Max(0, _crashes.Count - 1), MaxPause.TotalSeconds));
        using var over = new CancellationTokenSource();
        await Task.WhenAny(Task.Delay(pause, _time, over.Token), _reload.Task, _stop.Task);
        await over.CancelAsync();
        if (_reload.Task.IsCompleted)
        {
            _crashes.Clear();
            _isOff = false;
        }
    }

    private void NoteCrash(string cause, bool isFinal)
    {
        _roles.Log.Note(cause);
        while (_crashes.TryPeek(out var oldest) && _time.GetElapsedTime(oldest) > CrashWindow)
        {
            _crashes.Dequeue();
        }

        if (_run is not null)
        {
            // It was to be replaced; it goes on.
            LogNotReplaced(Name, cause);
            return;
        }

        _crashes.Enqueue(_time.GetTimestamp());
        _isOff = isFinal || _crashes.Count >= MaxCrashes;
        _state = $"{(_isOff ? "off" : "starts again soon")}: {cause}";
        if (isFinal)
        {
            LogUnusable(cause);
        }
        else if (_isOff)
        {
            LogOff(Name, cause, MaxCrashes);
        }
        else
        {
            LogCrash(cause);
        }
    }

    /// <summary>Lets a run that was replaced answer what it was asked, then stops it.</summary>
    private async Task FinishAsync(PluginRun run)
    {
        using var patience = new CancellationTokenSource(MaxFinish, _time);
        await run.WhenIdleAsync(patience.Token);
        await run.StopAsync();
    }

    private async Task EndAsync()
    {
        if (_run is { } run)
        {
            await run.StopAsync();
        }

        await Task.WhenAll(_finishing);

        // A disk may hold it up; a share that stays incomplete is removed by its age.
        await Task.WhenAny(_roles.Acting, Task.Delay(MaxFinish, _time));
        _run = null;
        _roles.End();
        _state = "stopped";
        LogChanged(Name, "stopped");
        _roles.Log.Note("Stopped.");
    }

    [LoggerMessage(LogLevel.Information, "The plug-in {Name} was {What}")]
    private partial void LogChanged(string name, string what);

    [LoggerMessage(LogLevel.Warning, "{Cause} It is started again.")]
    private partial void LogCrash(string cause);

    [LoggerMessage(LogLevel.Warning, "The plug-in {Name} is not replaced, and goes on as it is: {Cause}")]
    private partial void LogNotReplaced(string name, string cause);

    [LoggerMessage(LogLevel.Error, "{Cause}")]
    private partial void LogUnusable(string cause);

    [LoggerMessage(
        LogLevel.Error, "The plug-in {Name} stays off after {Count} crashes within 10 minutes, the last: {Cause} /plugins reload {Name} tries again.")]
    private partial void LogOff(string name, string cause, int count);

    [LoggerMessage(LogLevel.Error, "The plug-in {Name} ends by an internal error")]
    private partial void LogFault(Exception exception, string name);
}
