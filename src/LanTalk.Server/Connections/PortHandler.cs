using LanTalk.Server.Transports;
using Microsoft.AspNetCore.Connections;

namespace LanTalk.Server.Connections;

/// <summary>One port for all protocols: detects what a connection speaks and passes it to the right handler.</summary>
internal sealed class PortHandler(WireSorter sorter, TlsServer tls, WebPort webPort, ITransportHandler chat, TimeProvider time)
{
    /// <summary>Serves a connection until it closes.</summary>
    /// <param name="connection">The connection, unread so far.</param>
    /// <param name="web">Kestrel's own HTTP.</param>
    public async Task ServeAsync(ChatConnection connection, ConnectionDelegate web)
    {
        var wire = await sorter.SortAsync(connection);
        connection.LoginSince = time.GetTimestamp();
        switch (wire)
        {
            case Wire.Tls:
                await ServeTlsAsync(connection, web);
                break;
            case Wire.Web:
                await webPort.ServeAsync(connection, web);
                break;
            case Wire.Version2:
                await ServeChatAsync(connection);
                break;
        }
    }

    private async Task ServeTlsAsync(ChatConnection connection, ConnectionDelegate web)
    {
        connection.Stage = ConnectionStage.Handshake;
        await using var stream = await tls.AcceptAsync(connection);
        if (stream is { SpeaksChat: true })
        {
            await ServeChatAsync(connection);
        }
        else if (stream is not null)
        {
            await webPort.ServeAsync(connection, web);
        }
    }

    private Task ServeChatAsync(ChatConnection connection)
    {
        connection.Stage = ConnectionStage.Chat;
        return chat.ServeAsync(connection);
    }
}
