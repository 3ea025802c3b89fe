using LanTalk.Protocol.Frames;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Transports;
using LanTalk.Server.Web;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Logins;

/// <summary>The common part of both logins: sending a line, reading a line, and refusing.</summary>
internal sealed partial class LoginLines(LanTalkServerOptions options, ServerClock clock,
    LoginMetrics metrics, WebVisitors visitors, ILogger<LoginLines> logger)
{
    /// <summary>The time in the form that messages carry.</summary>
    public string Now => clock.Now;

    /// <summary>Sends a message.</summary>
    public Task SendAsync(ITransport connection, ServerMessage message) => connection.SendAsync(MessageJson.ToFrame(message));

    /// <summary>
    /// Reads the next message, which must be of type <typeparamref name="T"/>; null if the client is gone, or was refused because it sent something
    /// else.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="expected">The refusal's text for any other message.</param>
    public async Task<T?> ReadAsync<T>(ITransport connection, string expected)
        where T : ClientMessage
    {
        var maxLine = LanTalkServerOptions.OrUnlimited(options.MaxLine);
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            if (connection.Refusal is not null)
            {
                connection.Input.AdvanceTo(result.Buffer.Start);
                return null;
            }

            var buffer = result.Buffer;
            var status = FrameReader.TryRead(ref buffer, maxLine, out var frame);
            var message = status == FrameStatus.Frame ? ClientMessageReader.Read(frame) as T : null;
            if (status == FrameStatus.Frame && message is null)
            {
                // A browser may have held this connection back until it was greeted; its other spare connections are better closed.
                visitors.NoteRequest(connection.Address, frame);
            }

            connection.Input.AdvanceTo(buffer.Start, message is null ? buffer.End : buffer.Start);
            if (message is not null)
            {
                return message;
            }

            if (status == FrameStatus.Incomplete && !result.IsCompleted)
            {
                continue;
            }

            if (status != FrameStatus.Incomplete)
            {
                await RefuseAsync(connection, AuthFailCodes.Malformed, expected);
            }

            return null;
        }
    }

    /// <summary>Refuses the login and tells the client why.</summary>
    public Task RefuseAsync(ITransport connection, string code, string reason) => RefuseAsync(connection, new Refusal(code, reason));

    /// <inheritdoc cref="RefuseAsync(ITransport, string, string)"/>
    public async Task RefuseAsync(ITransport connection, Refusal refusal)
    {
        metrics.CountRefused();
        LogRefused(connection.Address.ToString(), refusal.Reason);
        await SendAsync(connection, new AuthFail(Now, refusal.Reason, refusal.Code));
    }

    [LoggerMessage(LogLevel.Warning, "Refused {Address}: {Reason}")]
    private partial void LogRefused(string address, string reason);
}
