using LanTalk.Protocol.Discovery;
using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using LanTalk.Server.Identity;
using LanTalk.Server.Logins;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Discovery;

/// <summary>The announcement of this server.</summary>
internal sealed class AnnouncementSource(
    LanTalkServerOptions options, ListeningState listening, ServerPassword password, ServerIdentity identity, SessionRegistry sessions)
    : IAnnouncementSource
{
    private const int ProtocolVersion = 3;

    // 64 random bits, so that two servers on one LAN never have the same.
    private readonly string _id = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    private readonly string _fingerprint = identity.Fingerprint.ToString();

    /// <inheritdoc/>
    public Announcement Current => new(ProtocolVersion, _id, options.Name, listening.Port, password.IsSet, sessions.Count, _fingerprint);
}
