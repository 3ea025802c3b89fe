using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace LanTalk.Server.Connections;

/// <summary>Accepts connections on one address. When the system is out of resources, it pauses before each retry.</summary>
internal sealed class PortListener(Socket socket, SocketConnectionContextFactory connections, AcceptShortage shortage, TimeProvider time) : IConnectionListener
{
    private readonly CancellationTokenSource _unbound = new();

    /// <inheritdoc/>
    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        var accepted = await AcceptAsync(socket.AcceptAsync, shortage, time, _unbound.Token);
        return accepted is null ? null : connections.Create(accepted);
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _unbound.Cancel();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        connections.Dispose();
        shortage.Dispose();
        _unbound.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The next connection; null once the port is closed.</summary>
    internal static async Task<Socket?> AcceptAsync(
        Func<CancellationToken, ValueTask<Socket>> acceptAsync, AcceptShortage shortage, TimeProvider time, CancellationToken unbound)
    {
        while (true)
        {
            try
            {
                var accepted = await acceptAsync(unbound);
                shortage.Accepted();
                if (accepted.LocalEndPoint is IPEndPoint)
                {
                    accepted.NoDelay = true;
                }

                return accepted;
            }
            catch (Exception e) when (
                e is ObjectDisposedException or OperationCanceledException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The connection was gone before it could be accepted: on to the next one.
            }
            catch (SocketException e)
            {
                if (!await shortage.WaitAsync(e.Message, unbound))
                {
                    return null;
                }
            }
        }
    }
}
