using System.Net;
using LanTalk.Server.Addresses;
using LanTalk.Server.Fairness;
using LanTalk.Server.History;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// Runs the store's work for users, off the threads that serve connections, and counts it against the user that asks. One session has one request at
/// a time, because it is not read meanwhile; an address has a share of the work in progress, and addresses take turns; a user has one search at a
/// time, however many sessions and addresses it has. The operator's requests never wait.
/// </summary>
internal sealed class StoreWork(TimeProvider time)
{
    /// <summary>The time limit of a search, including the time that it waits for others.</summary>
    public static readonly TimeSpan SearchPatience = TimeSpan.FromSeconds(5);

    // A search can keep a processor busy all the while, and the rooms need one too.
    private static readonly int MostSearches = Math.Max(1, Environment.ProcessorCount / 2);

    // A read takes milliseconds, unless the disk is slow; then the reads must not take every thread.
    private static readonly int MostLooks = Math.Max(4, Environment.ProcessorCount);

    private readonly FairGate<IPAddress> _looks = new(MostLooks, MostLooks / 2);
    private readonly FairGate<string> _searchers = new(int.MaxValue, 1);
    private readonly FairGate<IPAddress> _searches = new(MostSearches, Math.Max(1, MostSearches / 2));

    /// <summary>Reads or writes a little for a session, or for the operator without one.</summary>
    /// <exception cref="StoreException">The store cannot be read or written.</exception>
    public async Task<T> RunAsync<T>(Session? asker, Func<T> work)
    {
        if (asker is null)
        {
            return await Task.Run(work);
        }

        var address = RemoteAddress.OwnerOf(asker.Address);
        await _looks.EnterAsync(address, CancellationToken.None);
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _looks.Leave(address);
        }
    }

    /// <summary>Searches for a session; null if there was no answer within <see cref="SearchPatience"/>, or the session has ended.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<T?> SearchAsync<T>(Session? asker, Func<CancellationToken, T> search)
        where T : class
    {
        using var patience = new CancellationTokenSource(SearchPatience, time);
        if (asker is null)
        {
            return await SearchAsync(search, patience.Token);
        }

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, asker.Ending.Requested);
        var user = asker.User.Sender is { Length: > 0 } key ? key : asker.Name;
        return await InTurnAsync(_searchers, user, gone.Token, () =>
            InTurnAsync(_searches, RemoteAddress.OwnerOf(asker.Address), gone.Token, () => SearchAsync(search, gone.Token)));
    }

    private static async Task<T?> InTurnAsync<TOwner, T>(FairGate<TOwner> gate, TOwner owner, CancellationToken gone, Func<Task<T?>> search)
        where TOwner : notnull
        where T : class
    {
        if (!await gate.EnterAsync(owner, gone))
        {
            return null;
        }

        try
        {
            return await search();
        }
        finally
        {
            gate.Leave(owner);
        }
    }

    private static async Task<T?> SearchAsync<T>(Func<CancellationToken, T> search, CancellationToken gone)
        where T : class
    {
        try
        {
            // On a thread of its own: the pool's threads carry the rooms' turns.
            return await Task.Factory.StartNew(() => search(gone), gone, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
