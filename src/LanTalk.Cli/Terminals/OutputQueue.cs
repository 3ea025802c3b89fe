using LanTalk.Cli.Texts;
using LanTalk.Protocol.Text;
using Serilog.Events;

namespace LanTalk.Cli.Terminals;

/// <summary>
/// Lines on their way to an output that may stop accepting them at any time: a terminal after Ctrl-S, a pager, a full disk. One thread writes them;
/// adding a line never waits. When too many wait, lines are skipped until the output has caught up, and a line says how many.
/// </summary>
internal sealed class OutputQueue : IAsyncDisposable
{
    /// <summary>
    /// How many characters may wait, and as many may be in the course of being written. Default: what a terminal takes in some seconds.
    /// </summary>
    private const int DefaultCapacity = 1024 * 1024;

    /// <summary>The cost of a line besides its characters.</summary>
    private const int LineOverhead = 100;

    /// <summary>How long disposal waits for an output that is behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IOutput _output;
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly AutoResetEvent _wake = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guards the fields below.
    private readonly Lock _gate = new();
    private List<OutputLine> _waiting = [];
    private int _size;
    private int _skipped;
    private bool _isClosed;
    private bool _isIdle = true;

    // Owned by the writer: the lines that it writes, and the number of lines that the output did not accept, not yet reported.
    private List<OutputLine> _lines = [];
    private int _missing;
    private bool _isFailing;

    /// <param name="name">The name of the thread.</param>
    /// <param name="output">The output. The queue owns it from now on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="capacity">How many characters may wait.</param>
    public OutputQueue(string name, IOutput output, TimeProvider time, int capacity = DefaultCapacity)
    {
        (_output, _time, _capacity) = (output, time, capacity);

        // Not a thread of the pool, which connections need, and not one that keeps the process alive. Started now, not with the first line: a process
        // that is out of descriptors gets no thread.
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Called on the writer's thread when lines cannot be written; once, until they can be again.</summary>
    public Action<string>? Failed { get; set; }

    /// <summary>Adds a line. Never waits.</summary>
    public void Add(OutputLine line) => Add(new ReadOnlySpan<OutputLine>(in line));

    /// <summary>Adds lines that belong together, all or none. Never waits.</summary>
    public void Add(ReadOnlySpan<OutputLine> lines)
    {
        var size = 0;
        foreach (ref readonly var line in lines)
        {
            size += line.Text.Length + LineOverhead;
        }

        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (_skipped > 0 || _size + size > _capacity)
            {
                _skipped += lines.Length;
            }
            else
            {
                _waiting.AddRange(lines);
                _size += size;
            }

            Wake();
        }
    }

    /// <summary>Closes the output when all lines are written, and waits for that, unless the output accepts none.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                Wake();
            }
        }

        try
        {
            await _ended.Task.WaitAsync(Patience, _time);
        }
        catch (TimeoutException)
        {
            // The output has no reader; lines that still wait end with the process.
        }
    }

    /// <summary>Wakes the writer if it waits: a signal costs a system call.</summary>
    private void Wake()
    {
        if (_isIdle)
        {
            _isIdle = false;
            _wake.Set();
        }
    }

    private void Run()
    {
        do
        {
            _wake.WaitOne();
        }
        while (WriteAll());

        _output.Close();
        _ended.SetResult();
    }

    /// <summary>Writes until nothing waits; false if nothing more will come.</summary>
    private bool WriteAll()
    {
        while (true)
        {
            int skipped;
            lock (_gate)
            {
                if (_waiting.Count == 0 && _skipped == 0)
                {
                    _isIdle = true;
                    return !_isClosed;
                }

                (_lines, _waiting) = (_waiting, _lines);
                (skipped, _skipped) = (_skipped, 0);
                _size = 0;
            }

            Write(_lines, skipped);
            _lines.Clear();
        }
    }

    /// <param name="lines">The lines.</param>
    /// <param name="skipped">How many were skipped after them.</param>
    private void Write(List<OutputLine> lines, int skipped)
    {
        var lost = _missing + lines.Count + skipped;
        if (_missing > 0)
        {
            lines.Insert(0, Missing(_missing));
        }

        if (skipped > 0)
        {
            lines.Add(Missing(skipped));
        }

        try
        {
            _output.Write(lines);
            (_missing, _isFailing) = (0, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _missing = lost;
            if (!_isFailing)
            {
                _isFailing = true;
                Failed?.Invoke(e.Message);
            }
        }
    }

    private OutputLine Missing(int count) => new(LogLines.Line(
        _time.GetLocalNow(), LogEventLevel.Warning, $"{Counted.Of(count, "line is", "lines are")} missing here: they could not be written in time"));
}
