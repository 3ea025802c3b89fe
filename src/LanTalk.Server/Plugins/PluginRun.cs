using System.Collections.Concurrent;
using System.Text;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Programs;

namespace LanTalk.Server.Plugins;

/// <summary>
/// One run of a plug-in's program, from its start to its end: its lines, and the calls that wait for a reply. Three threads serve its pipes; nobody else ever
/// waits for them.
/// </summary>
internal sealed class PluginRun
{
    private const int MaxLine = 64 * 1024;
    private const int MaxLinesInASecond = 2000;
    private const int MaxBytesInASecond = 4 * 1024 * 1024;
    private const int MaxNotesInARun = 1000;

    private static readonly TimeSpan Politeness = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxStall = TimeSpan.FromSeconds(10);

    private readonly IProgram _program;
    private readonly ProgramLog _log;
    private readonly TimeProvider _time;
    private readonly Action<string>? _trace;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<PluginLine?>> _calls = [];
    private readonly TaskCompletionSource<Manifest> _manifest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Ready> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _readOutput = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _readErrors = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource? _idle;
    private long _lastCall;
    private int _notes;
    private volatile string? _killedFor;

    private PluginRun(IProgram program, string directory, ProgramLog log, TimeProvider time, Action<string>? trace)
    {
        (_program, Directory, _log, _time, _trace) = (program, directory, log, time, trace);
        Input = new ProgramInput(program.Input, time);
        Ended = EndAsync();
    }

    /// <summary>The directory in which it runs.</summary>
    public string Directory { get; }

    /// <summary>Its standard input.</summary>
    public ProgramInput Input { get; }

    /// <summary>The manifest, once it has come; cancelled if the program ends before.</summary>
    public Task<Manifest> Manifest => _manifest.Task;

    /// <summary>Completes once the program is ready; cancelled if it ends before.</summary>
    public Task<Ready> Ready => _ready.Task;

    /// <summary>Completes when the program has ended and all its lines have been read; tells how, as the end of a sentence. Never fails.</summary>
    public Task<string> Ended { get; }

    /// <summary>Gets the actions of the plug-in, in order, on the thread that reads its lines: must not block. Set before it is ready.</summary>
    public Action<PluginAction>? Acts { get; set; }

    /// <summary>Gets the positions of the plug-in, likewise.</summary>
    public Action<Seen>? Sees { get; set; }

    /// <summary>Starts a program.</summary>
    /// <param name="starter">Starts it.</param>
    /// <param name="path">Its file.</param>
    /// <param name="directory">The directory in which it runs.</param>
    /// <param name="log">Its log.</param>
    /// <param name="time">The time.</param>
    /// <param name="trace">Gets each line in both directions, for people; null if nobody wants them.</param>
    /// <exception cref="ProgramException">It cannot be started.</exception>
    public static PluginRun Start(
        IProgramStarter starter, string path, string directory, ProgramLog log, TimeProvider time, Action<string>? trace = null)
    {
        var run = new PluginRun(starter.Start(path, directory), directory, log, time, trace);
        var name = Path.GetFileName(path);
        StartThread($"{name} output", run.ReadOutput);
        StartThread($"{name} error", run.ReadErrors);
        StartThread($"{name} input", run.WriteInput);
        return run;
    }

    /// <summary>Sends a line. False if the plug-in has not read enough of those before.</summary>
    public bool Send(ServerLine line)
    {
        var bytes = LineJson.Write(line);
        _trace?.Invoke($"server:  {Encoding.UTF8.GetString(bytes.AsSpan(0, bytes.Length - 1))}");
        return Input.TryAdd(bytes);
    }

    /// <summary>Asks something, and returns the reply; null if there was none in time, because of the deadline or the end of the program.</summary>
    /// <param name="lineOf">The line that asks, given the number of the call.</param>
    /// <param name="deadline">How long to wait.</param>
    public async ValueTask<PluginLine?> CallAsync(Func<long, ServerLine> lineOf, TimeSpan deadline)
    {
        var call = Interlocked.Increment(ref _lastCall);
        var reply = new TaskCompletionSource<PluginLine?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[call] = reply;
        try
        {
            // The time runs before the program can know of the call.
            var replied = reply.Task.WaitAsync(deadline, _time);
            if (!Send(lineOf(call)))
            {
                // The end of the program fails the calls that are there; one that comes later finds the input closed.
                reply.TrySetResult(null);
            }

            return await replied;
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            _calls.TryRemove(call, out _);
            if (_calls.IsEmpty)
            {
                _idle?.TrySetResult();
            }
        }
    }

    /// <summary>Completes when no call waits for a reply, or the wait is cancelled. For a run that is not called any more.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_calls.IsEmpty)
        {
            await _idle.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Notes something in the plug-in's log. Much of the same sort, from a plug-in that goes wrong, is left out.</summary>
    public void Note(string text)
    {
        if (Interlocked.Increment(ref _notes) is var count && count <= MaxNotesInARun)
        {
            _log.Note($"{text}{(count == MaxNotesInARun ? " (Nothing more is noted until it is started again.)" : "")}");
        }
    }

    /// <summary>Ends the program if it has not taken its input for too long.</summary>
    public void CheckInput()
    {
        if (Input.Stalled > MaxStall)
        {
            Kill($"has not read its input for {MaxStall.TotalSeconds:0} s");
        }
    }

    /// <summary>Ends the program at once.</summary>
    /// <param name="reason">Why, as the end of a sentence.</param>
    public void Kill(string reason)
    {
        _killedFor ??= reason;
        _program.Kill();
    }

    /// <summary>Asks the program to end, then makes it.</summary>
    public async Task StopAsync()
    {
        Send(new StopLine());
        Input.Close();
        if (!await HasExitedAsync())
        {
            _program.Terminate();
            if (!await HasExitedAsync())
            {
                _program.Kill();
            }
        }

        await Ended;
    }

    private static void StartThread(string name, Action work) => new Thread(() => work()) { IsBackground = true, Name = name }.Start();

    private async Task<bool> HasExitedAsync()
    {
        using var timer = new CancellationTokenSource(Politeness, _time);
        var exited = _program.Exited.ContinueWith(_ => { }, timer.Token, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await exited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _program.Exited.IsCompleted;
    }

    private async Task<string> EndAsync()
    {
        var code = await _program.Exited;

        // What it started may hold its streams open; what has left its group may do so for ever.
        _program.Kill();
        await Task.WhenAny(Task.WhenAll(_readOutput.Task, _readErrors.Task), Task.Delay(Politeness, _time));
        Input.Close();
        foreach (var call in _calls.Values)
        {
            call.TrySetResult(null);
        }

        _manifest.TrySetCanceled();
        _ready.TrySetCanceled();
        _program.Dispose();
        return _killedFor ?? (code == 0 ? "ended" : $"ended with exit code {code}{(_log.Last.Length == 0 ? "" : $" ({_log.Last})")}");
    }

    private void ReadOutput()
    {
        var lines = new LineReader(_program.Output, MaxLine, new Throttle(MaxLinesInASecond, MaxBytesInASecond, _time));
        while (lines.Read(out var line) is var kind and not LineKind.End)
        {
            _trace?.Invoke($"plug-in: {(kind == LineKind.TooLong ? "(a line that is too long)" : Encoding.UTF8.GetString(line))}");
            if (kind == LineKind.TooLong)
            {
                Note($"A line has more than {MaxLine} bytes and is dropped.");
            }
            else if (LineJson.Read(line, out var problem) is { } read)
            {
                Take(read);
            }
            else if (!line.IsEmpty)
            {
                Note($"Not understood ({problem}): {Encoding.UTF8.GetString(line[..Math.Min(line.Length, 200)])}");
            }
        }

        _readOutput.SetResult();
        _ = EndIfAliveAsync("has closed its standard output");
    }

    private void WriteInput()
    {
        if (!Input.Run())
        {
            _ = EndIfAliveAsync("has closed its standard input");
        }
    }

    /// <summary>A program that has closed one of its streams can be asked nothing, or answer nothing, any more.</summary>
    private async Task EndIfAliveAsync(string reason)
    {
        if (!await HasExitedAsync())
        {
            Kill(reason);
        }
    }

    private void Take(PluginLine line)
    {
        switch (line)
        {
            case Manifest manifest:
                _manifest.TrySetResult(manifest);
                break;
            case Ready ready:
                _ready.TrySetResult(ready);
                break;
            case Reply reply:
                Complete(reply.Call, reply);
                break;
            case PluginVerdict verdict:
                Complete(verdict.Call, verdict);
                break;
            case Seen seen:
                Sees?.Invoke(seen);
                break;
            case PluginAction action:
                Acts?.Invoke(action);
                break;
        }
    }

    private void Complete(long call, PluginLine reply)
    {
        // One that is not there was answered too late, twice, or never asked.
        if (_calls.TryGetValue(call, out var waiting))
        {
            waiting.TrySetResult(reply);
        }
    }

    private void ReadErrors()
    {
        const int MaxShown = 2000;
        var lines = new LineReader(_program.Error, MaxShown, new Throttle(MaxLinesInASecond, MaxBytesInASecond, _time));
        while (lines.Read(out var line) is var kind and not LineKind.End)
        {
            _log.Add(kind == LineKind.TooLong ? $"(a line with more than {MaxShown} bytes)" : Encoding.UTF8.GetString(line));
        }

        _readErrors.SetResult();
    }
}
