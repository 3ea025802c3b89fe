using LanTalk.Protocol.Security;

namespace LanTalk.Server.Logins;

/// <summary>
/// The server's password, if it has one. What is kept of it is a verifier, which is made on the side while the server starts: the first
/// login waits for it. All that computes with it is slow on purpose, and leaves processors to the chat.
/// </summary>
internal sealed class ServerPassword(string? password)
{
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Task<SrpVerifier>? _verifier = password is null ? null : Begin(password);

    /// <summary>Whether users must know a password.</summary>
    public bool IsSet => _verifier is not null;

    /// <summary>The verifier's salt; null without a password.</summary>
    public async ValueTask<byte[]?> SaltAsync() => _verifier is null ? null : (await _verifier).Salt.ToArray();

    /// <summary>Computes with the verifier, on another thread, with at most half the processors at one time.</summary>
    public async Task<T> ComputeAsync<T>(Func<SrpVerifier, T> compute)
    {
        var verifier = await _verifier!;
        await _places.WaitAsync();
        try
        {
            return await Task.Run(() => compute(verifier));
        }
        finally
        {
            _places.Release();
        }
    }

    // Not in the constructor: its closure would keep the password.
    private static Task<SrpVerifier> Begin(string password) => Task.Run(() => SrpVerifier.Create(password));
}
