using LanTalk.Protocol.Noise;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using LanTalk.Server.Transports;
using LanTalk.Server.Web;
using LanTalk.Server.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace LanTalk.Server.Connections;

/// <summary>Browsers' part of the port: HTTP, until a request turns a connection into a WebSocket and the chat is served inside.</summary>
internal sealed class WebPort(
    LanTalkServerOptions options, ServerIdentity identity, WebVisitors visitors, ITransportHandler chat, TimeProvider time)
{
    private readonly NoiseResponder _responder = new(identity.NoiseKey, WebHandshake.Prologue);

    /// <summary>Serves a connection until it closes.</summary>
    /// <param name="connection">The connection, unread so far.</param>
    /// <param name="web">Kestrel's own HTTP.</param>
    public async Task ServeAsync(ChatConnection connection, ConnectionDelegate web)
    {
        if (!options.Web)
        {
            return; // there is nothing for browsers here
        }

        connection.Stage = ConnectionStage.Web;
        visitors.Note(connection.Address);
        await web(new HttpStage(connection, visitors));
        if (connection.Stage == ConnectionStage.Handshake)
        {
            await ServeChatAsync(connection);
        }
    }

    private async Task ServeChatAsync(ChatConnection connection)
    {
        // A handshake that takes too long is cut off: there is no way yet to say why.
        connection.LoginSince = time.GetTimestamp();
        await using var socket = new NoiseSocket(connection, time);
        if (!await socket.TryOpenAsync(_responder))
        {
            return;
        }

        (connection.Input, connection.Output, connection.ChannelBinding) = (socket.Input, socket.Output, socket.ChannelBinding);
        connection.IsFromBrowser = true;
        connection.Stage = ConnectionStage.Chat;
        await chat.ServeAsync(connection);
    }
}
