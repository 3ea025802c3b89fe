using LanTalk.Protocol.Discovery;

namespace LanTalk.Server.Discovery;

/// <summary>Supplies the beacon's announcement. It is asked for every datagram, from any thread.</summary>
internal interface IAnnouncementSource
{
    /// <summary>The server's current announcement. While the port is 0 the server is not open yet, and nothing is announced.</summary>
    Announcement Current { get; }
}
