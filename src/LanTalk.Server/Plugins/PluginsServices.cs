using LanTalk.Server.Chat;
using LanTalk.Server.Hooks;
using LanTalk.Server.Programs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LanTalk.Server.Plugins;

/// <summary>Registers plug-ins.</summary>
internal static class PluginsServices
{
    public static IServiceCollection AddPlugins(this IServiceCollection services, string dataDirectory)
    {
        services.TryAddSingleton<IProgramStarter, ProgramStarter>();
        return services
            .AddSingleton(_ => new PluginStore(dataDirectory))
            .AddSingleton<PluginGate>()
            .AddSingleton<IGate>(provider => provider.GetRequiredService<PluginGate>())
            .AddSingleton<ActionParts>()
            .AddSingleton<SharingParts>()
            .AddSingleton<RoleParts>()
            .AddSingleton<PluginStart>()
            .AddSingleton<PluginRegistry>()
            .AddSingleton<PluginCommands>()
            .AddSingleton<PluginEvents>()
            .AddSingleton<IHookReceiver, PluginHooks>()
            .AddSingleton<HookRequests>()
            .AddHostedService<PluginService>();
    }
}
