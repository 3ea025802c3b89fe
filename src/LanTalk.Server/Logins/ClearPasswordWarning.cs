using LanTalk.Server.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Logins;

/// <summary>Says once, at the start, what a password is worth while version 2 is allowed.</summary>
internal sealed partial class ClearPasswordWarning(LanTalkServerOptions options, ServerPassword password, ILogger<ClearPasswordWarning> logger)
    : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (password.IsSet && !options.RequireTls)
        {
            LogClear();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Clients of version 2 send the password in the clear, and others on the network can read it; --require-tls refuses them")]
    private partial void LogClear();
}
