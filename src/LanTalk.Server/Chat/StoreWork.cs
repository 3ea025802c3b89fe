using System.Net;
using LanTalk.Server.Addresses;
using LanTalk.Server.Fairness;
using LanTalk.Server.History;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>
/// What users have the store do, off the threads that serve connections. It is counted against who asks: one session asks for one thing at
/// a time, since it is not read meanwhile; an address has a share of what is done at once, and addresses take turns; a user searches once
/// at a time, however many sessions and addresses it has. What the operator asks for waits for nobody.
/// </summary>
internal sealed class StoreWork(TimeProvider time)
{
    /// <summary>How long a search may take, with the time that it waits for others.</summary>
    public static readonly TimeSpan SearchPatience = TimeSpan.FromSeconds(5);

    // A search can keep a processor busy for all of its time. The rooms need one, too.
    private static readonly int MostSearches = Math.Max(1, Environment.ProcessorCount / 2);

    // Looks take milliseconds, or as long as the disk makes them wait; then they must not take all the threads there are.
    private static readonly int MostLooks = Math.Max(4, Environment.ProcessorCount);

    private readonly FairGate<IPAddress> _looks = new(MostLooks, MostLooks / 2);
    private readonly FairGate<string> _searchers = new(int.MaxValue, 1);
    private readonly FairGate<IPAddress> _searches = new(MostSearches, Math.Max(1, MostSearches / 2));

    /// <summary>Reads or writes a little for a session; for the operator without one.</summary>
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
            // On a thread of its own: those of the pool carry the rooms' turns.
            return await Task.Factory.StartNew(() => search(gone), gone, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
