using LanTalk.Protocol.Noise;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using LanTalk.Server.Transports;
using LanTalk.Server.Web;
using LanTalk.Server.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace LanTalk.Server.Connections;

/// <summary>The part of the port for browsers and files: HTTP, until a request turns a connection into a WebSocket and the chat is served inside.</summary>
internal sealed class WebPort(
    LanTalkServerOptions options, ServerIdentity identity, WebVisitors visitors, ITransportHandler chat, TimeProvider time)
{
    private readonly NoiseResponder _responder = new(identity.NoiseKey, WebHandshake.Prologue);

    /// <summary>Serves a connection until it closes.</summary>
    /// <param name="connection">The connection, unread so far.</param>
    /// <param name="web">Kestrel's own HTTP.</param>
    public async Task ServeAsync(ChatConnection connection, ConnectionDelegate web)
    {
        if (!options.Web && options.Files is null)
        {
            return; // there is nothing to get by HTTP
        }

        connection.Stage = ConnectionStage.Web;
        if (options.Web && connection.ChannelBinding.IsEmpty && !IsForFiles(connection))
        {
            visitors.Note(connection.Address);
        }

        await web(new HttpStage(connection, visitors));
        if (connection.Stage == ConnectionStage.Handshake)
        {
            await ServeChatAsync(connection);
        }
    }

    /// <summary>Whether a request that has arrived is about files: those are got by other programs, too, which open no spare connections.</summary>
    private static bool IsForFiles(ChatConnection connection)
    {
        if (!connection.Input.TryRead(out var result))
        {
            return false;
        }

        // Not marked as examined, so that the next reader sees it at once.
        var line = result.Buffer.FirstSpan;
        connection.Input.AdvanceTo(result.Buffer.Start);
        return line.IndexOf((byte)' ') is >= 0 and var space && line[space..].StartsWith(" /files"u8);
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
