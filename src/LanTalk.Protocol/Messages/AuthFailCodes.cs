namespace LanTalk.Protocol.Messages;

/// <summary>The values of <see cref="AuthFail.Code"/>.</summary>
public static class AuthFailCodes
{
    /// <summary>The password is wrong or missing.</summary>
    public const string Password = "password";

    /// <summary>The invitation is unknown, used up, expired or revoked.</summary>
    public const string Invitation = "invitation";

    /// <summary>The name breaks the rules for names.</summary>
    public const string NameInvalid = "name_invalid";

    /// <summary>Somebody else has the name.</summary>
    public const string NameTaken = "name_taken";

    /// <summary>The server accepts no unencrypted connections.</summary>
    public const string TlsRequired = "tls_required";

    /// <summary>The keys or the signature of the login are not valid.</summary>
    public const string Key = "key";

    /// <summary>The address or the key is banned.</summary>
    public const string Banned = "banned";

    /// <summary>The server, or this address, has reached its limit of sessions or wrong passwords: try later.</summary>
    public const string Busy = "busy";

    /// <summary>The login took too long.</summary>
    public const string Timeout = "timeout";

    /// <summary>The server is shutting down.</summary>
    public const string Shutdown = "shutdown";

    /// <summary>The message was not a login.</summary>
    public const string Malformed = "malformed";
}
