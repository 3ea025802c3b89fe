using LanTalk.Protocol.Security;

namespace LanTalk.Server.Logins;

/// <summary>
/// The server's password, if it has one. Only a verifier of it is kept, which is computed in the background while the server starts; the first login
/// waits for it. Computing with it is slow by design and leaves processors to the chat.
/// </summary>
internal sealed class ServerPassword(string? password)
{
    private readonly CheckPlaces _places = new(Math.Max(2, Environment.ProcessorCount / 2));
    private readonly Task<SrpVerifier>? _verifier = password is null ? null : Begin(password);

    /// <summary>Whether the server has a password.</summary>
    public bool IsSet => _verifier is not null;

    /// <summary>The verifier's salt; null without a password.</summary>
    public async ValueTask<byte[]?> SaltAsync() => _verifier is null ? null : (await _verifier).Salt.ToArray();

    /// <summary>Computes with the verifier on another thread, once a slot is free for the attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="compute">The computation.</param>
    /// <param name="isSlow">Whether it takes as long as deriving a key from a password.</param>
    public async Task<T> ComputeAsync<T>(LoginAttempt attempt, Func<SrpVerifier, T> compute, bool isSlow)
    {
        var verifier = await _verifier!;
        await _places.EnterAsync(attempt.Rank, attempt.Owner, isSlow);
        try
        {
            // A slow computation gets a thread of its own: the pool has few, and the chat needs them.
            return await Task.Factory.StartNew(
                () => compute(verifier), CancellationToken.None, isSlow ? TaskCreationOptions.LongRunning : TaskCreationOptions.None, TaskScheduler.Default);
        }
        finally
        {
            _places.Leave(isSlow);
        }
    }

    // Not in the constructor, because its closure would keep the password alive.
    private static Task<SrpVerifier> Begin(string password) => Task.Run(() => SrpVerifier.Create(password));
}
