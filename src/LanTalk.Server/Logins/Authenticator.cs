using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Server.Configuration;
using LanTalk.Server.Moderation;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Logins;

/// <summary>
/// The first stage of a chat connection: asks the client to log in and applies the limits, the bans, the rule for names and the login check of its
/// version, in this order.
/// </summary>
internal sealed class Authenticator(LanTalkServerOptions options, BanStore bans, ClearLogin clear, SealedLogin @sealed, LoginLines lines)
{
    private const string Expected = """Not a login. Send one line such as {"username":"Bob","password":"…"}.""";

    /// <summary>
    /// Returns the login if only the name has yet to be checked for being free; null if it was refused, and the client was told why.
    /// </summary>
    public async Task<AcceptedLogin?> AuthenticateAsync(ITransport connection)
    {
        // The request is sent even to clients that are refused at once, because a version 2 client expects one.
        var request = connection.IsEncrypted ? await @sealed.RequestAsync() : clear.Request();
        await lines.SendAsync(connection, request);
        if (FindRefusal(connection) is { } refusal)
        {
            await lines.RefuseAsync(connection, refusal);
            return null;
        }

        var login = await CheckAsync(connection, request);
        if (connection.Refusal is { } end)
        {
            await lines.RefuseAsync(connection, end);
            return null;
        }

        return login;
    }

    /// <summary>Why a connection may not try to log in; null if it may.</summary>
    private Refusal? FindRefusal(ITransport connection)
    {
        if (connection.Refusal is { } refusal)
        {
            return refusal;
        }

        if (bans.Find(connection.Address) is { } ban)
        {
            return new Refusal(AuthFailCodes.Banned, ban.Notice);
        }

        return options.RequireTls && !connection.IsEncrypted
            ? new Refusal(AuthFailCodes.TlsRequired, "This server takes no unencrypted login. Update your client.")
            : null;
    }

    private async Task<AcceptedLogin?> CheckAsync(ITransport connection, AuthRequest request)
    {
        if (await lines.ReadAsync<Login>(connection, Expected) is not { } login)
        {
            return null;
        }

        if (!UserName.IsValid(login.UserName, LanTalkServerOptions.OrUnlimited(options.MaxName)))
        {
            await lines.RefuseAsync(connection, AuthFailCodes.NameInvalid, connection.IsEncrypted
                ? options.RuleFor(login.UserName) : options.RuleInVersion2For(login.UserName));
            return null;
        }

        return connection.IsEncrypted ? await @sealed.CheckAsync(connection, request, login) : await clear.CheckAsync(connection, login);
    }
}
