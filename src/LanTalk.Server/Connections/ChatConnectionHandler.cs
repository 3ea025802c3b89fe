using System.Net;
using LanTalk.Server.Metrics;
using LanTalk.Server.Security;
using LanTalk.Server.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Connections;

/// <summary>The life of one connection, stage by stage: admitted, authenticated, chatting, gone.</summary>
internal sealed partial class ChatConnectionHandler(
    ConnectionRegistry connections,
    Authenticator authenticator,
    SessionRunner sessions,
    ServerMetrics metrics,
    TimeProvider time,
    ILogger<ChatConnectionHandler> logger) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext transport)
    {
        var address = transport.RemoteEndPoint is IPEndPoint peer ? RemoteAddress.Normalise(peer.Address) : IPAddress.None;
        var connection = new ChatConnection(transport, address, time.GetTimestamp());
        metrics.CountConnection();
        try
        {
            await ServeAsync(connection);
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException or OperationCanceledException)
        {
            // The other end is gone, or was cut: an ending like any other.
            LogBroken(connection.Address, e.Message);
        }
        catch (Exception e)
        {
            // A fault of ours ends this connection only.
            LogFault(e, connection.Address);
        }
    }

    private async Task ServeAsync(ChatConnection connection)
    {
        if (connections.TryAdd(connection) is { } refusal)
        {
            await authenticator.RefuseAtOnceAsync(connection, refusal);
            return;
        }

        try
        {
            if (await authenticator.AuthenticateAsync(connection) is { } login)
            {
                await sessions.RunAsync(connection, login.UserName);
            }
        }
        finally
        {
            connections.Remove(connection);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Connection from {Address} ended: {Cause}")]
    private partial void LogBroken(IPAddress address, string cause);

    [LoggerMessage(LogLevel.Error, "Connection from {Address} failed")]
    private partial void LogFault(Exception exception, IPAddress address);
}
