using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Sealing;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Joining;

/// <summary>A successful login.</summary>
/// <param name="Client">The connection.</param>
/// <param name="Login">The request that succeeded: the name and the password may have been found on the way.</param>
internal sealed record Joined(ChatClient Client, LoginRequest Login)
{
    /// <summary>Why the user does not have the usual name, and what to do; null if it does.</summary>
    public string? NameNote { get; init; }
}

/// <summary>Connects and logs in, and asks for missing values if there is somebody to ask.</summary>
/// <param name="newClient">Makes a client; each try has its own connection.</param>
/// <param name="address">The server's address.</param>
/// <param name="trust">Judges the server.</param>
/// <param name="name">The requested name; null to let the tool choose.</param>
/// <param name="usualName">The name that it chooses, with a number if that is taken.</param>
/// <param name="password">The given password, if any.</param>
/// <param name="timeout">How long the server may take for each answer.</param>
/// <param name="giveUp">How long all tries together may take; null for no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class Join(
    Func<ChatClient> newClient, ServerAddress address, ServerTrust trust, string? name, string usualName,
        string? password, TimeSpan timeout, TimeSpan? giveUp, TimeProvider time)
{
    /// <summary>How many names are tried, <c>bob</c>, <c>bob-2</c> and so on, before the tool gives up.</summary>
    private const int MaxNames = 20;

    /// <summary>How often a person may type the password before the tool gives up; the server makes guessers wait.</summary>
    private const int MaxPasswords = 3;

    private string? _password = password;

    /// <summary>Asks a person for the password.</summary>
    public Func<string> AskPassword { get; init; } = PasswordOptions.Ask;

    /// <summary>Called with a note for the person before the next question.</summary>
    public Action<string> Tell { get; init; } = Console.Error.WriteLine;

    /// <summary>Whether private messages are left to another login of this user.</summary>
    public bool LeavesPrivate { get; init; }

    /// <summary>Keeps the keys of sealed shares that come; null to keep none.</summary>
    public ReceivedShares? Shares { get; init; }

    /// <summary>The token of an invitation; it counts while there is no password.</summary>
    public string? Invitation { get; init; }

    /// <summary>Logs in to a version 3 server.</summary>
    /// <exception cref="ToolException">The server refused, or is refused.</exception>
    /// <exception cref="ConnectException">The server cannot be reached.</exception>
    /// <exception cref="UntrustedException">The server has not proven itself.</exception>
    public Task<Joined> LogInAsync(UserKey key, KnownUsers users, bool mayAsk, CancellationToken cancellationToken) =>
        TryNamesAsync(isPlaintext: false, key, users, mayAsk, cancellationToken);

    /// <summary>Logs in to a version 2 server, without encryption.</summary>
    /// <exception cref="ToolException">The server refused.</exception>
    /// <exception cref="ConnectException">The server cannot be reached.</exception>
    public Task<Joined> LogInPlaintextAsync(bool mayAsk, CancellationToken cancellationToken) =>
        TryNamesAsync(isPlaintext: true, key: null, users: null, mayAsk, cancellationToken);

    private async Task<Joined> TryNamesAsync(bool isPlaintext, UserKey? key, KnownUsers? users, bool mayAsk, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(giveUp ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await TryNamesAsync(isPlaintext, key, users, mayAsk, limit, either.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ConnectException($"{address} did not let you in within {Duration.Format(giveUp!.Value)}.", e);
        }
    }

    private async Task<Joined> TryNamesAsync(
        bool isPlaintext, UserKey? key, KnownUsers? users, bool mayAsk, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        var chosen = name ?? usualName;
        var (tries, asked) = (1, 0);
        while (true)
        {
            var request = new LoginRequest(chosen, _password, timeout)
            {
                Key = key,
                LeavesPrivate = LeavesPrivate,
                Shares = Shares,
                Admit = trust.Admit,
                Invitation = Invitation,
            };
            var (client, refusal) = await TryAsync(isPlaintext, request, users, cancellationToken);
            if (client is not null)
            {
                trust.IsInvited = Invitation is not null && _password is null;
                var given = client.Welcome!.UserName;
                var isOther = name is null && !UserName.Comparer.Equals(usualName, given);
                return new Joined(client, request) { NameNote = isOther ? NameTexts.Taken(usualName, given, mayAsk) : null };
            }

            if (refusal!.Code == AuthFailCodes.NameTaken && name is null && tries < MaxNames)
            {
                chosen = Numbered(++tries);
            }
            else if (refusal.Code == AuthFailCodes.Password && mayAsk && asked < MaxPasswords)
            {
                if (_password is not null)
                {
                    Tell("Wrong password. Try again.");
                }

                asked++;

                // Only now, when the server is known to be the right one; and on a new connection, because typing takes time.
                limit.CancelAfter(Timeout.InfiniteTimeSpan);
                _password = await Question.AskAsync(AskPassword, cancellationToken);
                limit.CancelAfter(giveUp ?? Timeout.InfiniteTimeSpan);
            }
            else
            {
                var isMissing = refusal.Code == AuthFailCodes.Password && _password is null;
                var reason = isMissing ? "It asks for a password." : trust.IsHeard ? refusal.Reason : RefusalTexts.Of(refusal.Code);
                throw new ToolException(ExitCode.Refused, $"{address} refused: {reason}{Advice(refusal.Code)}");
            }
        }
    }

    private async Task<(ChatClient? Client, AuthFail? Refusal)> TryAsync(
        bool isPlaintext, LoginRequest request, KnownUsers? users, CancellationToken cancellationToken)
    {
        var client = newClient();
        var isIn = false;
        try
        {
            await client.ConnectAsync(address, isPlaintext, timeout, cancellationToken);
            var refusal = await client.LogInAsync(request, users, cancellationToken);
            isIn = refusal is null;
            return (isIn ? client : null, refusal);
        }
        catch (PlaintextServerException e)
        {
            throw (Exception?)trust.RefuseUnencrypted() ?? new ConnectException(e.Message, e);
        }
        finally
        {
            if (!isIn)
            {
                await client.DisposeAsync();
            }
        }
    }

    private string Numbered(int number)
    {
        var suffix = $"-{number}";
        return UserName.Cut(usualName, UserName.DefaultMaxLength - suffix.Length) + suffix;
    }

    private static string Advice(string? code) => code switch
    {
        AuthFailCodes.Password => " Give it with --password-file FILE, or in LANTALK_PASSWORD.",
        AuthFailCodes.Invitation => " Or give the password with --password-file FILE, or in LANTALK_PASSWORD.",
        AuthFailCodes.NameTaken or AuthFailCodes.NameInvalid => " Choose a name with --name NAME.",
        _ => "",
    };
}
