using System.Buffers;

namespace LanTalk.Server.Programs;

/// <summary>More input for a program, made when it takes some.</summary>
internal interface IInputSource
{
    /// <summary>
    /// Appends what is there, until there are <see cref="ProgramInput.BatchSize"/> bytes; nothing if there is nothing. May block its thread, which is the
    /// input's own.
    /// </summary>
    void Fill(ProgramInput input, ArrayBufferWriter<byte> output);
}

/// <summary>
/// Writes a program's standard input on a thread of its own, so that a program that does not read holds up nobody. Lines that were added go first, and what the
/// source has comes after them, in batches with a pause between them: to wake this thread and the program takes longer than to write a batch.
/// </summary>
internal sealed class ProgramInput(Stream stream, TimeProvider time)
{
    /// <summary>Bytes after which a batch of the source ends.</summary>
    public const int BatchSize = 64 * 1024;

    private const int MaxWaiting = 1024 * 1024;

    /// <summary>From one batch of the source, if it was all that there was, to the next.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// The time of the pause is the machine's: what is seen does not depend on it, and a timer of the server's clock would need another thread, which wakes
    /// this one.
    /// </summary>
    private static readonly TimeProvider Machine = TimeProvider.System;

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _news = new(initialState: false);
    private readonly ArrayBufferWriter<byte> _buffer = new(BatchSize);
    private List<byte[]> _waiting = [];
    private List<byte[]> _taken = [];
    private int _waitingBytes;
    private long _writingSince;
    private long? _pauseSince;
    private int _isWoken;
    private volatile bool _isPausing;
    private volatile IInputSource? _source;
    private volatile bool _isClosed;

    /// <summary>Where more input comes from; null if there is none.</summary>
    public IInputSource? Source
    {
        get => _source;
        set
        {
            _source = value;
            _news.Set();
        }
    }

    /// <summary>For how long the program has not taken what is being written to it; zero if nothing is.</summary>
    public TimeSpan Stalled => Volatile.Read(ref _writingSince) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Adds a line, with its line feed. False if too much is waiting already, or the input is closed.</summary>
    public bool TryAdd(byte[] line)
    {
        lock (_gate)
        {
            if (_isClosed || _waitingBytes + line.Length > MaxWaiting)
            {
                return false;
            }

            _waiting.Add(line);
            _waitingBytes += line.Length;
        }

        _news.Set();
        return true;
    }

    /// <summary>There may be news in the source. Never waits.</summary>
    public void Wake()
    {
        // After a pause the source is asked in any case.
        if (Interlocked.Exchange(ref _isWoken, 1) == 0 && !_isPausing)
        {
            _news.Set();
        }
    }

    /// <summary>Closes the stream once what is waiting is written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        _news.Set();
    }

    /// <summary>Writes until it is closed; false if the program takes no more before, because it has ended or has closed its input.</summary>
    public bool Run()
    {
        try
        {
            using (stream)
            {
                while (WriteSome())
                {
                }
            }

            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return _isClosed;
        }
        finally
        {
            Close();
        }
    }

    private bool WriteSome()
    {
        _buffer.ResetWrittenCount();
        var isClosed = TakeWaiting();
        var pause = PauseLeft();
        if (_buffer.WrittenCount == 0 && !isClosed && pause == TimeSpan.Zero)
        {
            _source?.Fill(this, _buffer);
            _pauseSince = _buffer.WrittenCount is > 0 and < BatchSize ? Machine.GetTimestamp() : null;
        }

        if (_buffer.WrittenCount > 0)
        {
            Write();
            return true;
        }

        if (isClosed)
        {
            return false;
        }

        WaitForNews(pause);
        return true;
    }

    /// <summary>In whole milliseconds, which is what a thread can wait.</summary>
    private TimeSpan PauseLeft() => _pauseSince is { } since && Machine.GetElapsedTime(since) is var elapsed && elapsed < Pause
        ? TimeSpan.FromMilliseconds(Math.Ceiling((Pause - elapsed).TotalMilliseconds))
        : TimeSpan.Zero;

    /// <summary>Waits for lines that are added; without a pause, also for news in the source.</summary>
    private void WaitForNews(TimeSpan pause)
    {
        // An event, because a semaphore tries for a while before it waits: in a busy room, which wakes it for each turn, that would take longer than all
        // the rest.
        _isPausing = pause > TimeSpan.Zero;
        _news.WaitOne(_isPausing ? pause : Timeout.InfiniteTimeSpan);
        _isPausing = false;

        // With a barrier: the news of whoever found it at 1, or found the pause, are among those that are looked for next.
        Interlocked.Exchange(ref _isWoken, 0);
    }

    private bool TakeWaiting()
    {
        bool isClosed;
        lock (_gate)
        {
            (_waiting, _taken) = (_taken, _waiting);
            _waitingBytes = 0;
            isClosed = _isClosed;
        }

        foreach (var line in _taken)
        {
            _buffer.Write(line);
        }

        _taken.Clear();
        return isClosed;
    }

    private void Write()
    {
        Volatile.Write(ref _writingSince, time.GetTimestamp());
        stream.Write(_buffer.WrittenSpan);
        stream.Flush();
        Volatile.Write(ref _writingSince, 0);
    }
}
