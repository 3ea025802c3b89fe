using LanTalk.Cli.Options;
using LanTalk.Client;
using LanTalk.Protocol;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Joining;

/// <summary>Connects and logs in, asking where something is missing and there is somebody to ask.</summary>
/// <param name="newClient">Makes a client; each try has its own connection.</param>
/// <param name="server">The server.</param>
/// <param name="name">The name that was asked for; null for one of the tool's choosing.</param>
/// <param name="password">The password that was given, if any.</param>
/// <param name="timeout">How long the server may take for each answer.</param>
internal sealed class Join(Func<ChatClient> newClient, ServerAddress server, string? name, string? password, TimeSpan timeout)
{
    /// <summary>How many names are tried, <c>bob</c>, <c>bob-2</c> and so on, before the tool gives up.</summary>
    private const int MaxNames = 20;

    private string? _password = password;

    /// <summary>Logs in.</summary>
    /// <exception cref="ToolException">The server refused.</exception>
    /// <exception cref="ConnectException">The server cannot be reached.</exception>
    public async Task<ChatClient> LogInAsync(bool mayAsk, CancellationToken cancellationToken)
    {
        var chosen = name ?? UserName.From(Environment.UserName, "guest");
        var tries = 1;
        while (true)
        {
            var client = newClient();
            await client.ConnectAsync(server, timeout, cancellationToken);
            var refusal = await client.LogInAsync(chosen, () => _password ??= mayAsk ? PasswordOptions.Ask() : null, timeout, cancellationToken);
            if (refusal is null)
            {
                return client;
            }

            await client.DisposeAsync();
            if (refusal.Code == AuthFailCodes.NameTaken && name is null && tries < MaxNames)
            {
                chosen = Numbered(++tries);
                continue;
            }

            throw new ToolException(ExitCode.Refused, $"{server} refused: {SafeText.Clean(refusal.Reason)}{Advice(refusal.Code)}");
        }
    }

    private static string Numbered(int number)
    {
        var suffix = $"-{number}";
        var stem = UserName.From(Environment.UserName, "guest");
        return stem[..Math.Min(stem.Length, UserName.DefaultMaxLength - suffix.Length)] + suffix;
    }

    private static string Advice(string? code) => code switch
    {
        AuthFailCodes.Password => " Give it with --password-file FILE, or with --password to be asked.",
        AuthFailCodes.NameTaken or AuthFailCodes.NameInvalid => " Choose a name with --name NAME.",
        _ => "",
    };
}
