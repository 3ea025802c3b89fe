using LanTalk.Protocol.Discovery;
using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using LanTalk.Server.Identity;
using LanTalk.Server.Logins;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Discovery;

/// <summary>What this server announces of itself.</summary>
internal sealed class AnnouncementSource(
    LanTalkServerOptions options, ListeningState listening, ServerPassword password, ServerIdentity identity, SessionRegistry sessions)
    : IAnnouncementSource
{
    private const int ProtocolVersion = 3;

    // 64 random bits: two servers of one LAN will not draw the same.
    private readonly string _id = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    private readonly string _fingerprint = identity.Fingerprint.ToString();

    /// <inheritdoc/>
    public Announcement Current => new(ProtocolVersion, _id, options.Name, listening.Port, password.IsSet, sessions.Count, _fingerprint);
}
