using LanTalk.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Identity;

/// <summary>Registers the server's identity.</summary>
internal static class ServerIdentityServices
{
    public static IServiceCollection AddServerIdentity(this IServiceCollection services)
    {
        return services
            .AddSingleton(provider => ServerIdentityFile.Open(provider.GetRequiredService<LanTalkServerOptions>().DataDirectory))
            .AddSingleton(provider => BrowserCertificate.Open(provider.GetRequiredService<LanTalkServerOptions>()));
    }
}
