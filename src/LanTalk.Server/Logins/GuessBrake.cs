using System.Globalization;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Logins;

/// <summary>Wraps each password attempt, whatever the version. While an attempt waits here, the client's login time-out is suspended.</summary>
internal sealed class GuessBrake(LoginThrottle throttle, KnownKeys keys, ServerPassword password, LoginLines lines)
{
    /// <summary>Begins an attempt; null if it may not be made now, and the client was told so.</summary>
    /// <param name="connection">The connection that makes the attempt.</param>
    /// <param name="key">The key that signed the login, in its full form; null if there is none.</param>
    public async Task<LoginAttempt?> TryBeginAsync(ITransport connection, string? key = null)
    {
        var isKnown = key is not null && keys.Contains(key);
        connection.IsWaiting = true;
        var (attempt, wait) = await throttle.BeginAsync(connection.Address, isKnown ? key : null);
        connection.IsWaiting = false;
        if (attempt is null)
        {
            await lines.RefuseAsync(connection, AuthFailCodes.Busy, WhyBusy(isKnown ? "with this key" : $"from {connection.Address}", wait));
        }

        return attempt;
    }

    /// <summary>Computes a part of an attempt once a slot is free for it.</summary>
    public async Task<T> ComputeAsync<T>(ITransport connection, LoginAttempt attempt, Func<SrpVerifier, T> compute, bool isSlow = false)
    {
        connection.IsWaiting = true;
        try
        {
            return await password.ComputeAsync(attempt, compute, isSlow);
        }
        finally
        {
            connection.IsWaiting = false;
        }
    }

    /// <summary>Called when the password was right.</summary>
    public void Accept(LoginAttempt attempt, string? key = null)
    {
        attempt.Succeeded();
        if (key is not null)
        {
            keys.Add(key);
        }
    }

    /// <summary>Counts a wrong password and refuses the client.</summary>
    public Task RefuseAsync(ITransport connection, LoginAttempt attempt)
    {
        attempt.Failed();
        return lines.RefuseAsync(connection, AuthFailCodes.Password, "Wrong password.");
    }

    /// <summary>Refuses a client that gave no password.</summary>
    public Task RefuseMissingAsync(ITransport connection) =>
        lines.RefuseAsync(connection, AuthFailCodes.Password, "This server asks for a password.");

    private static string WhyBusy(string whose, TimeSpan wait) => wait > TimeSpan.Zero
        ? $"Too many wrong passwords {whose}. Try again in {Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s."
        : "Too many logins are waiting for their password to be checked. Try again in a few seconds.";
}
