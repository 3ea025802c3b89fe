namespace LanTalk.Server.Logins;

/// <summary>The order in which passwords are checked.</summary>
internal enum CheckRank
{
    /// <summary>A key that has proved the password before.</summary>
    KnownKey,

    /// <summary>An address without recent wrong passwords.</summary>
    NoFailures,

    /// <summary>Any other.</summary>
    Failures,
}
