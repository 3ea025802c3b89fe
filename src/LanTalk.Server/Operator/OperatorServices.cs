using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Operator;

/// <summary>Registers the operator's console, if there is a terminal for it.</summary>
internal static class OperatorServices
{
    public static IServiceCollection AddOperator(this IServiceCollection services)
    {
        services.AddSingleton<IOperatorVocabulary, OperatorVocabulary>().AddSingleton<OperatorInput>();
        return services.Any(service => service.ServiceType == typeof(IOperatorTerminal))
            ? services.AddHostedService<OperatorConsole>()
            : services;
    }
}
