using System.Net;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Client.Discovery;

/// <summary>An announcement as it was heard.</summary>
/// <param name="Announcement">What was said.</param>
/// <param name="Address">Who said it.</param>
/// <param name="At">When, as a timestamp of the clock in use.</param>
internal sealed record Sighting(Announcement Announcement, IPAddress Address, long At);
