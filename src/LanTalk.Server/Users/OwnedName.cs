namespace LanTalk.Server.Users;

/// <summary>A name that belongs to a key.</summary>
/// <param name="Name">The name as it was last written.</param>
/// <param name="Key">The key, in its full form.</param>
/// <param name="LastUsed">When its owner last used it.</param>
internal sealed record OwnedName(string Name, string Key, DateTimeOffset LastUsed)
{
    /// <summary>Whether that was in a browser, where the key is easily lost.</summary>
    public bool IsFromBrowser { get; init; }
}
