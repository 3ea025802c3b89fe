using System.Net;
using LanTalk.Server.Addresses;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>
/// The outermost scope of a connection: counts it, admits it, serves it and removes it. Any error inside ends that connection only.
/// </summary>
internal sealed partial class ConnectionAdmission(
    ConnectionRegistry connections, DeadlineWheel deadlines, ConnectionMetrics metrics, TimeProvider time, ILogger<ConnectionAdmission> logger)
{
    /// <summary>Serves a connection from accept to close.</summary>
    public async Task RunAsync(ConnectionContext transport, Func<ChatConnection, Task> serveAsync)
    {
        var address = transport.RemoteEndPoint is IPEndPoint peer ? RemoteAddress.Normalise(peer.Address) : IPAddress.None;
        var connection = new ChatConnection(transport, address, time.GetTimestamp());
        metrics.CountAccepted();
        if (!connections.TryAdd(connection))
        {
            connection.Abort("too many connections are being refused");
            return;
        }

        var entry = connection.Deadlines = deadlines.Add(connection);
        try
        {
            await serveAsync(connection);
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException or OperationCanceledException)
        {
            // The other end is gone or was cut off, which is a normal ending.
            LogBroken(connection.Address, e.Message);
        }
        catch (Exception e)
        {
            // An internal error ends this connection only and logs one line, because a client that can provoke it once can provoke it often.
            LogFault(connection.Address, connection.Stage, e.GetType(), e.Message);
            LogTrace(e);
        }
        finally
        {
            entry.Remove();
            connections.Remove(connection);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Connection from {Address} ended: {Cause}")]
    private partial void LogBroken(IPAddress address, string cause);

    [LoggerMessage(LogLevel.Error, "Connection from {Address} ended by an internal error ({Stage}, {Error}): {Cause}")]
    private partial void LogFault(IPAddress address, ConnectionStage stage, Type error, string cause);

    [LoggerMessage(LogLevel.Debug, "The internal error")]
    private partial void LogTrace(Exception exception);
}
