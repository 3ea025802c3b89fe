using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Invitations;

/// <summary>Registers the invitations, and what makes them.</summary>
internal static class InvitationsServices
{
    public static IServiceCollection AddInvitations(this IServiceCollection services) => services
        .AddSingleton(provider => InvitationStore.Open(
            provider.GetRequiredService<LanTalkServerOptions>().DataDirectory, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new Inviter(
            provider.GetRequiredService<InvitationStore>(), provider.GetRequiredService<ServerIdentity>().Fingerprint,
                provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<LocationPublisher>();

    /// <summary>Registers what has to start once the port is open.</summary>
    public static IServiceCollection AddLocationPublisher(this IServiceCollection services) =>
        services.AddHostedService(provider => provider.GetRequiredService<LocationPublisher>());
}
