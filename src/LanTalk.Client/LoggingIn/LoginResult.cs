using LanTalk.Protocol.Messages;

namespace LanTalk.Client.LoggingIn;

/// <summary>How a login ended: with one of the two.</summary>
/// <param name="Welcome">The server took it, and has proven itself where it can.</param>
/// <param name="Refusal">The server refused, or would have. What it says was proven by nobody.</param>
internal sealed record LoginResult(AuthOk? Welcome, AuthFail? Refusal)
{
    /// <summary>A login without the password that is asked for: no server is bothered with it.</summary>
    public static LoginResult NoPassword { get; } =
        new(null, new AuthFail("", "It asks for a password.", AuthFailCodes.Password));
}
