using System.Net;

namespace LanTalk.Server.Connections;

/// <summary>The addresses at which the server can be reached, once the port is open.</summary>
public sealed class ListeningState
{
    /// <summary>The addresses it listens on; empty until the port is open.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints { get; private set; } = [];

    /// <summary>The TCP port; 0 until it is open.</summary>
    public int Port => EndPoints.Count == 0 ? 0 : EndPoints[0].Port;

    internal void Opened(IReadOnlyList<IPEndPoint> endPoints) => EndPoints = endPoints;
}
