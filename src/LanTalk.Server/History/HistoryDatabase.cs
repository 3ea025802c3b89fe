using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.History;

/// <summary>
/// The open file: one connection writes, under a lock; reads have connections of their own and wait for nobody. After an error of the
/// disk the next call tries anew.
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

    // Owned by the lock. For good: what connections there are still write to the one that was deleted, a new one would not.
    private bool _hasLostLog;

    /// <summary>The rooms that are in the file.</summary>
    public ConcurrentDictionary<string, HistoryRoom> Rooms { get; } =
        new(writer.ReadRooms().Select(room => KeyValuePair.Create(room.Name, room)), StringComparer.Ordinal);

    /// <summary>Writes; while another program holds the file, the caller's thread waits, and nobody else.</summary>
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
    /// <param name="state">What the work needs: given to it so that nothing is allocated for it.</param>
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

    /// <summary>Reads, beside whoever writes.</summary>
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
            // One that failed is not used again: a new one may have more luck with the file.
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

    /// <summary>Brings what was written lately to its place on the disk.</summary>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public void WriteBack()
    {
        // First, so that nothing is done to a file that came in the place of this one.
        if (Write(_ => _hasLostLog = !file.HasLog))
        {
            throw StoreErrors.LogGone(file.Path);
        }

        try
        {
            // On a connection of its own: it waits for the disk, and posters need not.
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

            // The readers first: the last connection writes the log back and removes it, and only one that may write can.
            while (_idleReaders.TryTake(out var reader))
            {
                reader.Dispose();
            }

            _writer?.Dispose();
            _writer = null;
        }
    }

    /// <summary>Writes; false if another program holds the file now, and nothing was written.</summary>
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
                // Half done, perhaps: only a new one is sure to know what is kept.
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

    /// <summary>Begins anew after an error: what the file says counts, not what was meant to be written.</summary>
    private HistoryWriter Reopen()
    {
        var opened = new HistoryWriter(file.OpenAgain());
        try
        {
            var found = opened.ReadRooms().ToDictionary(room => room.Name, StringComparer.Ordinal);
            foreach (var room in Rooms.Values)
            {
                // It may be ahead: an error does not tell whether the last transaction was kept.
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
