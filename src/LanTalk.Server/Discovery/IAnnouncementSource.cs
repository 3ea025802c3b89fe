using LanTalk.Protocol.Discovery;

namespace LanTalk.Server.Discovery;

/// <summary>What the beacon says. It is asked anew for every datagram, from any thread.</summary>
internal interface IAnnouncementSource
{
    /// <summary>The server as it is now. Port 0 while it is not open yet: then nothing is announced.</summary>
    Announcement Current { get; }
}
