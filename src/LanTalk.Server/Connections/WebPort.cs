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

    /// <summary>Serves a connection to its end.</summary>
    /// <param name="connection">The connection, of which nothing was read.</param>
    /// <param name="web">Kestrel's own HTTP.</param>
    public Task ServeAsync(ChatConnection connection, ConnectionDelegate web)
    {
        if (!options.Web)
        {
            return Task.CompletedTask; // there is nothing for browsers here
        }

        connection.Stage = ConnectionStage.Web;
        NoteVisit(connection);
        connection.Transport.Features.Set<IWebConnection>(new Browser(this, connection));
        return web(connection.Transport);
    }

    private void NoteVisit(ChatConnection connection) => visitors.Note(connection.Address);

    private async Task ServeChatAsync(ChatConnection connection)
    {
        // Who takes too long for it is cut off: there is no way yet to say why.
        connection.Stage = ConnectionStage.Handshake;
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

    private sealed class Browser(WebPort port, ChatConnection connection) : IWebConnection
    {
        /// <inheritdoc/>
        public Refusal? Refusal => connection.Refusal;

        /// <inheritdoc/>
        public void NoteVisit() => port.NoteVisit(connection);

        /// <inheritdoc/>
        public Task ServeChatAsync() => port.ServeChatAsync(connection);
    }
}
