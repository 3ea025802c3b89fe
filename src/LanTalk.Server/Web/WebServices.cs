using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Web;

/// <summary>Registers the web page.</summary>
internal static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        return services
            .AddSingleton<WebVisitors>()
            .AddSingleton<OwnNames>()
            .AddSingleton<WebFiles>()
            .AddSingleton<IndexPages>()
            .AddSingleton<WebAnswers>()
            .AddSingleton<WebApplication>();
    }
}
