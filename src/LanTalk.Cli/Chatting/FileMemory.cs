using LanTalk.Client.Sealing;
using LanTalk.Client.Shares;

namespace LanTalk.Cli.Chatting;

/// <summary>The memory that files need to be sent and got over several runs of the program, in the configuration directory.</summary>
/// <param name="Hashes">The hashes of what is sent.</param>
/// <param name="Sends">The keys of what is sent sealed.</param>
/// <param name="Received">The keys of what came sealed.</param>
internal sealed record FileMemory(HashCache Hashes, SealedSends Sends, ReceivedShares Received)
{
    /// <summary>That of a configuration directory.</summary>
    public static FileMemory In(string configDirectory, TimeProvider time) =>
        new(HashCache.In(configDirectory), SealedSends.In(configDirectory, time), ReceivedShares.In(configDirectory, time));
}
