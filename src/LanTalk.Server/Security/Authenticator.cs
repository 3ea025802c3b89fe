using System.Globalization;
using LanTalk.Protocol;
using LanTalk.Protocol.Frames;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Connections;
using LanTalk.Server.Metrics;
using LanTalk.Server.Moderation;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Security;

/// <summary>The first stage of a connection: asks who is there and lets in whom the bans, the name rules and the password let in.</summary>
internal sealed partial class Authenticator(
    LanTalkServerOptions options,
    BanStore bans,
    ServerPassword password,
    LoginThrottle throttle,
    ServerClock clock,
    ServerMetrics metrics,
    ILogger<Authenticator> logger)
{
    /// <summary>The login, if it is right but for the name's being free; otherwise null, and the other end was told why.</summary>
    public async Task<Login?> AuthenticateAsync(ChatConnection connection)
    {
        if (connection.LoginEnd is { } refusal)
        {
            await RefuseAtOnceAsync(connection, refusal);
            return null;
        }

        if (bans.Find(connection.Address) is { } ban)
        {
            await RefuseAtOnceAsync(connection, new Refusal(AuthFailCodes.Banned, ban.Notice));
            return null;
        }

        await connection.SendAsync(Request());
        var login = await ReadLoginAsync(connection);
        if (login is not null && !UserName.IsValid(login.UserName, LanTalkServerOptions.OrUnlimited(options.MaxName)))
        {
            await RefuseAsync(connection, AuthFailCodes.NameInvalid, options.NameRule);
            return null;
        }

        var isRight = login is not null && await CheckPasswordAsync(connection, login);
        if (connection.LoginEnd is { } end)
        {
            await RefuseAsync(connection, end);
            return null;
        }

        return isRight ? login : null;
    }

    /// <summary>Refuses a connection before it said anything. The request goes first, because a version 2 client expects one.</summary>
    private async Task RefuseAtOnceAsync(ChatConnection connection, Refusal refusal)
    {
        await connection.SendAsync(Request());
        await RefuseAsync(connection, refusal);
    }

    /// <summary>Tells the other end that it may not come in.</summary>
    public async Task RefuseAsync(ChatConnection connection, Refusal refusal)
    {
        metrics.CountFailedLogin();
        LogRefused(connection.Address.ToString(), refusal.Reason);
        await connection.SendAsync(MessageJson.ToFrame(new AuthFail(clock.Now, refusal.Reason, refusal.Code)));
    }

    private Task RefuseAsync(ChatConnection connection, string code, string reason) => RefuseAsync(connection, new Refusal(code, reason));

    private byte[] Request() => MessageJson.ToFrame(new AuthRequest(clock.Now, password.IsSet));

    private async Task<Login?> ReadLoginAsync(ChatConnection connection)
    {
        var maxLine = LanTalkServerOptions.OrUnlimited(options.MaxLine);
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            if (connection.LoginEnd is not null)
            {
                connection.Input.AdvanceTo(result.Buffer.Start);
                return null;
            }

            var buffer = result.Buffer;
            var status = FrameReader.TryRead(ref buffer, maxLine, out var frame);
            var login = status == FrameStatus.Frame ? ClientMessageReader.Read(frame) as Login : null;
            connection.Input.AdvanceTo(buffer.Start, login is null ? buffer.End : buffer.Start);
            if (login is not null)
            {
                return login;
            }

            if (status == FrameStatus.Incomplete && !result.IsCompleted)
            {
                continue;
            }

            if (status != FrameStatus.Incomplete)
            {
                await RefuseAsync(connection, AuthFailCodes.Malformed, """Not a login. Send one line such as {"username":"Bob","password":"…"}.""");
            }

            return null;
        }
    }

    private async Task<bool> CheckPasswordAsync(ChatConnection connection, Login login)
    {
        if (!password.IsSet)
        {
            return true;
        }

        if (throttle.TryBegin(connection.Address) is { } wait)
        {
            var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await RefuseAsync(connection, AuthFailCodes.Busy, $"Too many wrong passwords from {connection.Address}. Try again in {seconds} s.");
            return false;
        }

        if (login.Password is { } candidate && await password.VerifyAsync(candidate))
        {
            throttle.Succeeded(connection.Address);
            return true;
        }

        await RefuseAsync(connection, AuthFailCodes.Password, login.Password is null ? "This server asks for a password." : "Wrong password.");
        return false;
    }

    [LoggerMessage(LogLevel.Warning, "Refused {Address}: {Reason}")]
    private partial void LogRefused(string address, string reason);
}
