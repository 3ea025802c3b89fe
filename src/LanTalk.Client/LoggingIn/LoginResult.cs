using LanTalk.Protocol.Messages;

namespace LanTalk.Client.LoggingIn;

/// <summary>The result of a login: one of the two.</summary>
/// <param name="Welcome">The server accepted it, and has proven itself if it can.</param>
/// <param name="Refusal">The server refused, or would have. Its text is unproven.</param>
internal sealed record LoginResult(AuthOk? Welcome, AuthFail? Refusal)
{
    /// <summary>A login without the requested password: the server is not bothered with it.</summary>
    public static LoginResult NoPassword { get; } =
        new(null, new AuthFail("", "It asks for a password.", AuthFailCodes.Password));
}
