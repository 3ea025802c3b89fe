namespace LanTalk.Server.Users;

/// <summary>A name that belongs to a key.</summary>
/// <param name="Name">As it was last written.</param>
/// <param name="Key">The key, in its full form.</param>
/// <param name="LastUsed">When its owner last used it.</param>
internal sealed record OwnedName(string Name, string Key, DateTimeOffset LastUsed)
{
    /// <summary>Whether it was used from a browser then: what a browser stores is easily lost, and so is the key.</summary>
    public bool IsFromBrowser { get; init; }
}
