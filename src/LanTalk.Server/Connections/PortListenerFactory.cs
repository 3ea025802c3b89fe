using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>
/// Opens ports for Kestrel with its own socket transport, but for the accepting: Kestrel's listener tries again at once and without a word when
/// no more files can be opened, which keeps a processor busy for as long as that lasts.
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
                // A post is sent to every reader on the poster's own thread; handing each send to another one costs more than the
                // send. It holds because nothing in a connection's path ever blocks.
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
            // As Kestrel has it from its own transport.
            throw new AddressInUseException(e.Message, e);
        }
    }
}
