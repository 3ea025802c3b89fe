using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>
/// The open file: one connection writes, under a lock; reads use connections of their own and wait for nobody. After a disk error the next call tries
/// again.
/// </summary>
internal sealed class HistoryDatabase(HistoryFile file, HistoryWriter writer, TimeSpan patience, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly TurnLock _writing = new();
    private readonly ConcurrentBag<HistoryQueries> _idleReaders = [];
    private readonly ManualResetEventSlim _disposed = new();

    // Owned by the lock; null after an error, until the next call.
    private HistoryWriter? _writer = writer;

    // Owned by the lock. Never reset: the open connections still write to the deleted log, and a new one would not.
    private bool _hasLostLog;

    /// <summary>The rooms in the file.</summary>
    public ConcurrentDictionary<string, HistoryRoom> Rooms { get; } =
        new(writer.ReadRooms().Select(room => KeyValuePair.Create(room.Name, room)), StringComparer.Ordinal);

    /// <summary>Writes. While another program holds the file, only the caller's thread waits.</summary>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public T Write<T>(Func<HistoryWriter, T> work)
    {
        var start = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            if (TryWrite(work, static (writer, work) => work(writer), out var result))
            {
                return result;
            }

            ThrowIfOver(start);
            _disposed.Wait(pause);
        }
    }

    /// <summary>Writes; while another program holds the file, no thread waits.</summary>
    /// <param name="state">Passed to the work, so that nothing is allocated for it.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public async ValueTask<TResult> WriteAsync<TState, TResult>(TState state, Func<HistoryWriter, TState, TResult> work)
    {
        if (TryWrite(state, work, out var result))
        {
            return result;
        }

        var start = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            await Task.Delay(pause, time);
            if (TryWrite(state, work, out result))
            {
                return result;
            }

            ThrowIfOver(start);
        }
    }

    /// <summary>Reads, concurrently with writes.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public T Read<T>(Func<HistoryQueries, T> work)
    {
        var isFine = false;
        HistoryQueries? reader = null;
        try
        {
            if (!_idleReaders.TryTake(out reader))
            {
                reader = new HistoryQueries(file.OpenForReading());
            }

            var result = work(reader);
            isFine = true;
            return result;
        }
        catch (SqliteException e)
        {
            throw StoreErrors.Of(e, file.Path);
        }
        finally
        {
            // A connection that failed is not reused: a new one may be able to read the file.
            if (isFine)
            {
                _idleReaders.Add(reader!);
            }
            else
            {
                reader?.Dispose();
            }
        }
    }

    /// <summary>Writes the log back to the file.</summary>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public void WriteBack()
    {
        // Checked first, so that nothing is done to a file that has replaced this one.
        if (Write(_ => _hasLostLog = !file.HasLog))
        {
            throw StoreErrors.LogGone(file.Path);
        }

        try
        {
            // On a connection of its own: it waits for the disk, and posters do not have to.
            using var connection = file.OpenAgain();
            connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException e)
        {
            throw StoreErrors.Of(e, file.Path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (_writing.Enter())
        {
            _disposed.Set();

            // The readers first: the last connection writes the log back and removes it, which only one that may write can do.
            while (_idleReaders.TryTake(out var reader))
            {
                reader.Dispose();
            }

            _writer?.Dispose();
            _writer = null;
        }
    }

    /// <summary>Writes; false if another program holds the file and nothing was written.</summary>
    private bool TryWrite<TState, TResult>(TState state, Func<HistoryWriter, TState, TResult> work, out TResult result)
    {
        using (_writing.Enter())
        {
            try
            {
                result = work(Writer(), state);
                return true;
            }
            catch (SqliteException e) when (StoreErrors.IsBusy(e) && _writer is not { IsIdle: false })
            {
                result = default!;
                return false;
            }
            catch (SqliteException e)
            {
                GiveUpWriter();
                throw StoreErrors.Of(e, file.Path);
            }
            catch (Exception e) when (e is not StoreException)
            {
                // It may have written half: only a new writer knows for sure what is stored.
                GiveUpWriter();
                throw;
            }
        }
    }

    private HistoryWriter Writer()
    {
        ObjectDisposedException.ThrowIf(_disposed.IsSet, this);
        if (_hasLostLog)
        {
            throw StoreErrors.LogGone(file.Path);
        }

        _writer ??= Reopen();
        return _writer.HasMoved ? throw StoreErrors.Gone(file.Path) : _writer;
    }

    /// <summary>Starts again after an error: the content of the file counts, not what was meant to be written.</summary>
    private HistoryWriter Reopen()
    {
        var opened = new HistoryWriter(file.OpenAgain());
        try
        {
            var found = opened.ReadRooms().ToDictionary(room => room.Name, StringComparer.Ordinal);
            foreach (var room in Rooms.Values)
            {
                // It may be ahead: an error does not tell whether the last transaction was committed.
                if (!found.TryGetValue(room.Name, out var now) || now.Epoch != room.Epoch || now.LastId < room.LastId)
                {
                    throw StoreErrors.Replaced(file.Path);
                }

                room.TakeOver(now);
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private void GiveUpWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    private void ThrowIfOver(long start)
    {
        if (time.GetElapsedTime(start) >= patience)
        {
            throw StoreErrors.LockedByOther(file.Path);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
