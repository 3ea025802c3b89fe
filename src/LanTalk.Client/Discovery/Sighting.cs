using System.Net;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Client.Discovery;

/// <summary>An announcement that was heard.</summary>
/// <param name="Announcement">Its content.</param>
/// <param name="Address">Its sender.</param>
/// <param name="At">Its time, as a timestamp of the clock in use.</param>
internal sealed record Sighting(Announcement Announcement, IPAddress Address, long At);
