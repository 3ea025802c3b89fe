using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Shares;

namespace LanTalk.Server.Shares;

/// <summary>A share as its sender describes it.</summary>
/// <param name="Facts">Its facts; the number is not known yet. Of a sealed share, only the size and the root are known.</param>
/// <param name="To">The user whom it is sealed for; null if it is for rooms.</param>
/// <param name="Hashes">The hashes of its chunks in a row.</param>
internal sealed record ShareDescription(ShareFacts Facts, ShareRecipient? To, byte[] Hashes)
{
    /// <summary>A share for rooms.</summary>
    /// <param name="outline">What its sender says; there is no fault in it.</param>
    public static ShareDescription Of(ShareOutline outline) => new(
        new ShareFacts(0, outline.Title, outline.Count, outline.Size, outline.ManifestSize, outline.Root), null, outline.ReadHashes()!);

    /// <summary>A sealed share.</summary>
    /// <param name="outline">What its sender says; there is no fault in it.</param>
    /// <param name="to">The user whom it is for.</param>
    public static ShareDescription Of(SealedOutline outline, ShareRecipient to) => new(
        new ShareFacts(0, "", 0, outline.Size, 0, outline.Root), to, outline.ReadHashes()!);
}
