using LanTalk.Protocol.Security;

namespace LanTalk.Server.Logins;

/// <summary>
/// The server's password, if it has one. What is kept of it is a verifier, which is made on the side while the server starts: the first
/// login waits for it. All that computes with it is slow on purpose, and leaves processors to the chat.
/// </summary>
internal sealed class ServerPassword(string? password)
{
    private readonly CheckPlaces _places = new(Math.Max(2, Environment.ProcessorCount / 2));
    private readonly Task<SrpVerifier>? _verifier = password is null ? null : Begin(password);

    /// <summary>Whether users must know a password.</summary>
    public bool IsSet => _verifier is not null;

    /// <summary>The verifier's salt; null without a password.</summary>
    public async ValueTask<byte[]?> SaltAsync() => _verifier is null ? null : (await _verifier).Salt.ToArray();

    /// <summary>Computes with the verifier, on another thread, when it is the attempt's turn.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="compute">What is computed.</param>
    /// <param name="isSlow">Whether it takes as long as a password's derivation.</param>
    public async Task<T> ComputeAsync<T>(LoginAttempt attempt, Func<SrpVerifier, T> compute, bool isSlow)
    {
        var verifier = await _verifier!;
        await _places.EnterAsync(attempt.Rank, attempt.Owner, isSlow);
        try
        {
            // A slow one has a thread of its own: those of the pool are few, and the chat's.
            return await Task.Factory.StartNew(
                () => compute(verifier), CancellationToken.None, isSlow ? TaskCreationOptions.LongRunning : TaskCreationOptions.None, TaskScheduler.Default);
        }
        finally
        {
            _places.Leave(isSlow);
        }
    }

    // Not in the constructor: its closure would keep the password.
    private static Task<SrpVerifier> Begin(string password) => Task.Run(() => SrpVerifier.Create(password));
}
