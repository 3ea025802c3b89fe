namespace LanTalk.Server.Logins;

/// <summary>Whose password is checked first.</summary>
internal enum CheckRank
{
    /// <summary>A key that has proved the password before.</summary>
    KnownKey,

    /// <summary>An address from which no wrong password came lately.</summary>
    NoFailures,

    /// <summary>Any other.</summary>
    Failures,
}
