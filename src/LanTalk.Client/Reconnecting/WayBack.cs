using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Client.Discovery;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Reconnecting;

/// <summary>
/// The way back to one server, wherever it is now: first to its last address, then to the one where its certificate is announced. A server with
/// another certificate is a different one, and is sent nothing. It knows nothing of rooms, nor when to try.
/// </summary>
public sealed class WayBack
{
    private readonly Func<ServerAddress, CancellationToken, Task<ChatClient>> _connect;
    private readonly Func<ServerFingerprint, CancellationToken, Task<ServerAddress?>> _find;
    private readonly LoginRequest _login;
    private readonly KnownUsers? _users;

    internal WayBack(
        Func<ServerAddress, CancellationToken, Task<ChatClient>> connect,
        Func<ServerFingerprint, CancellationToken, Task<ServerAddress?>> find,
        ServerAddress address,
        LoginRequest login,
        KnownUsers? users) => (_connect, _find, Address, _login, _users) = (connect, find, address, login, users);

    /// <summary>The server's last known address.</summary>
    public ServerAddress Address { get; private set; }

    /// <summary>The way back by TCP and discovery.</summary>
    /// <param name="newClient">Makes a client; each attempt has its own.</param>
    /// <param name="locator">Finds the server elsewhere.</param>
    /// <param name="address">The address that it was joined at.</param>
    /// <param name="login">The login; the server is judged anew, by its certificate alone.</param>
    /// <param name="users">The keys of users met before.</param>
    public static WayBack Over(Func<ChatClient> newClient, ServerLocator locator, ServerAddress address, LoginRequest login, KnownUsers users)
    {
        return new WayBack(ConnectAsync, FindAsync, address, login, users);

        async Task<ChatClient> ConnectAsync(ServerAddress server, CancellationToken cancellationToken)
        {
            var client = newClient();
            try
            {
                await client.ConnectAsync(server, isPlaintext: false, login.Timeout, cancellationToken);
                return client;
            }
            catch
            {
                await client.DisposeAsync();
                throw;
            }
        }

        async Task<ServerAddress?> FindAsync(ServerFingerprint certificate, CancellationToken cancellationToken)
        {
            var found = await locator.FindAllAsync(login.Timeout, StandingOf, cancellationToken)
                .FirstOrDefaultAsync(server => server.Fingerprint == certificate, cancellationToken);
            return found is null ? null : ServerAddress.Of(found.EndPoint);

            ServerStanding StandingOf(FoundServer server) => server.Fingerprint == certificate ? ServerStanding.Expected : ServerStanding.Stranger;
        }
    }

    /// <summary>Tries once at each address.</summary>
    /// <param name="certificate">The server's, the only one that is accepted.</param>
    /// <param name="name">The user's current name.</param>
    /// <param name="epoch">The lobby's epoch, if known.</param>
    /// <param name="since">The last message of the lobby that the client has.</param>
    /// <param name="former">The former connection, from which this one inherits the messages seen and the rate limit spent.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>A client that is logged in, or the server's refusal; neither, if the server is not there.</returns>
    /// <exception cref="UntrustedException">The server has not proven that it knows the password.</exception>
    internal async Task<(ChatClient? Client, AuthFail? Refusal)> TryAsync(
        ServerFingerprint certificate, string name, string? epoch, long? since, ChatClient former, CancellationToken cancellationToken)
    {
        var login = _login with { Name = name, Epoch = epoch, Since = since, Admit = server => Admit(server, certificate) };
        if (await TryAsync(Address, login, former, cancellationToken) is { } answer)
        {
            return answer;
        }

        if (await _find(certificate, cancellationToken) is { } elsewhere && elsewhere != Address
            && await TryAsync(elsewhere, login, former, cancellationToken) is { } other)
        {
            Address = elsewhere;
            return other;
        }

        return (null, null);
    }

    private static void Admit(ServerIntroduction server, ServerFingerprint certificate)
    {
        if (server.Certificate != certificate)
        {
            throw new ConnectException("Another server is there now.");
        }
    }

    /// <summary>Null if the server is not there.</summary>
    private async Task<(ChatClient? Client, AuthFail? Refusal)?> TryAsync(
        ServerAddress address, LoginRequest login, ChatClient former, CancellationToken cancellationToken)
    {
        ChatClient? client = null;
        var isIn = false;
        try
        {
            client = await _connect(address, cancellationToken);
            (client.Seen, client.Spent) = (former.Seen, former.Spent);
            var refusal = await client.LogInAsync(login, _users, cancellationToken);
            isIn = refusal is null;
            return isIn ? (client, null) : (null, refusal);
        }
        catch (ConnectException)
        {
            return null;
        }
        finally
        {
            if (client is not null && !isIn)
            {
                await client.DisposeAsync();
            }
        }
    }
}
