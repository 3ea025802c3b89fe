using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Commands;

/// <summary>Registers the commands.</summary>
internal static class CommandsServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        return services
            .AddSingleton<UserCommands>()
            .AddSingleton<RoomCommands>()
            .AddSingleton<HistoryCommands>()
            .AddSingleton<OperatorCommands>()
            .AddSingleton<InvitationCommands>()
            .AddSingleton<ShareCommands>()
            .AddSingleton<CommandRegistry>()
            .AddSingleton<Overviews>();
    }
}
