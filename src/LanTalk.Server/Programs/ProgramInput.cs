using System.Buffers;

namespace LanTalk.Server.Programs;

/// <summary>More input for a program, made when it takes some.</summary>
internal interface IInputSource
{
    /// <summary>Appends what is there, some 64 KiB at most; nothing if there is nothing. May block its thread, which is the input's own.</summary>
    void Fill(ProgramInput input, ArrayBufferWriter<byte> output);
}

/// <summary>
/// Writes a program's standard input on a thread of its own, so that a program that does not read holds up nobody. Lines that were added go first, and what the
/// source has comes after them.
/// </summary>
internal sealed class ProgramInput(Stream stream, TimeProvider time)
{
    private const int MaxWaiting = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private List<byte[]> _waiting = [];
    private List<byte[]> _taken = [];
    private int _waitingBytes;
    private long _writingSince;
    private volatile IInputSource? _source;
    private volatile bool _isClosed;

    /// <summary>Where more input comes from; null if there is none.</summary>
    public IInputSource? Source
    {
        get => _source;
        set
        {
            _source = value;
            Wake();
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

        Wake();
        return true;
    }

    /// <summary>There may be news in the source. Never waits.</summary>
    public void Wake()
    {
        if (_news.CurrentCount == 0)
        {
            try
            {
                _news.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another thread woke it at the same moment.
            }
        }
    }

    /// <summary>Closes the stream once what is waiting is written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        Wake();
    }

    /// <summary>Writes until it is closed or the program has ended.</summary>
    public void Run()
    {
        try
        {
            using (stream)
            {
                while (WriteSome())
                {
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The program has ended, or closed its input: its exit tells.
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
        if (_buffer.WrittenCount == 0 && !isClosed)
        {
            _source?.Fill(this, _buffer);
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

        _news.Wait();
        return true;
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
