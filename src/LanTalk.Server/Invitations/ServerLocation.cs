using System.Net;
using LanTalk.Server.Configuration;

namespace LanTalk.Server.Invitations;

/// <summary>The facts about a server that an invitation carries beside the fingerprint.</summary>
/// <param name="Port">The TCP port.</param>
/// <param name="Bound">The addresses that it listens on; an unspecified one stands for all of the machine.</param>
/// <param name="NeedsPassword">Whether users must know a password.</param>
/// <param name="Policy">Who may make invitations.</param>
public sealed record ServerLocation(int Port, IReadOnlyList<IPAddress> Bound, bool NeedsPassword, InvitePolicy Policy);
