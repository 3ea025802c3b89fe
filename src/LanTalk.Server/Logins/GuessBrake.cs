using System.Globalization;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Logins;

/// <summary>What stands before and after each try at the password, whatever the version.</summary>
internal sealed class GuessBrake(LoginThrottle throttle, LoginLines lines)
{
    /// <summary>Counts a try; false if the address must wait, and was told so.</summary>
    public async Task<bool> TryBeginAsync(ITransport connection)
    {
        if (throttle.TryBegin(connection.Address) is not { } wait)
        {
            return true;
        }

        var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await lines.RefuseAsync(connection, AuthFailCodes.Busy, $"Too many wrong passwords from {connection.Address}. Try again in {seconds} s.");
        return false;
    }

    /// <summary>The password was right.</summary>
    public void Succeeded(ITransport connection) => throttle.Succeeded(connection.Address);

    /// <summary>Tells the other end that the password was wrong, or missing.</summary>
    public Task RefuseAsync(ITransport connection, bool isMissing) =>
        lines.RefuseAsync(connection, AuthFailCodes.Password, isMissing ? "This server asks for a password." : "Wrong password.");
}
