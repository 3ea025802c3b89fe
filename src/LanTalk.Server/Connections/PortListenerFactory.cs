using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>
/// Opens ports with Kestrel's own socket transport, but accepts connections itself: when no more files can be opened, Kestrel's listener retries at
/// once and logs nothing, which keeps a processor busy all the while.
/// </summary>
internal sealed class PortListenerFactory(TimeProvider time, ILoggerFactory loggerFactory) : IConnectionListenerFactory
{
    private const int Backlog = 4096;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = Bind(endpoint);
        var connections = new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions
            {
                // A post is sent to every reader on the poster's own thread, because handing each send to another thread costs more than the send.
                // This is safe because nothing on a connection's thread ever blocks.
                UnsafePreferInlineScheduling = true,
            },
            loggerFactory.CreateLogger<SocketConnectionContextFactory>());
        var shortage = new AcceptShortage(time, loggerFactory.CreateLogger<AcceptShortage>());
        return ValueTask.FromResult<IConnectionListener>(new PortListener(socket, connections, shortage, time));
    }

    private static Socket Bind(EndPoint endpoint)
    {
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // The exception that Kestrel's own transport throws.
            throw new AddressInUseException(e.Message, e);
        }
    }
}
