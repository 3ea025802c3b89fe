using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Events;

namespace LanTalk.Cli.Hosting;

/// <summary>The generic host that every verb runs in: logging, services, and a clean end.</summary>
internal static class ToolHost
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(6);

    /// <summary>A host that logs to stderr alone, or to <paramref name="log"/>.</summary>
    public static HostApplicationBuilder Create(LogEventLevel level, ToolLog? log = null)
    {
        log ??= new ToolLog(console: null, file: null, ToolClock.Instance);
        // Empty: the tool is configured by its options and their variables, not by files it might find.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(ToolClock.Instance);
        builder.Services.AddSingleton<IHostLifetime, ToolLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(log);
        builder.Services.AddSerilog(
            new LoggerConfiguration().MinimumLevel.Is(level).MinimumLevel.Override("Microsoft", LogEventLevel.Warning).WriteTo.Sink(log)
                .CreateLogger(), dispose: true);
        return builder;
    }

    /// <summary>Starts the host, does the work, stops the host.</summary>
    /// <param name="builder">The host to build.</param>
    /// <param name="work">The work of the verb; cancelled when the process is asked to end.</param>
    /// <param name="hurried">Cancelled when services should not wait for anybody while they stop.</param>
    /// <returns>The exit code of the work; success if it was cancelled.</returns>
    public static async Task<int> RunAsync(
        HostApplicationBuilder builder, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken hurried = default)
    {
        // Disposed last: services log until they are disposed.
        await using var log = builder.Services.Select(service => service.ImplementationInstance).OfType<ToolLog>().Single();
        using var host = builder.Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();

        await StartAsync(host, log);
        try
        {
            return await work(host.Services, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        finally
        {
            await host.StopAsync(hurried);
        }
    }

    private static async Task StartAsync(IHost host, ToolLog log)
    {
        var areMade = false;
        try
        {
            // Done here, not by the host: it cannot stop services if some of them failed to be created.
            host.Services.GetServices<IHostedService>();
            areMade = true;
            await host.StartAsync();
        }
        catch (Exception e)
        {
            if (areMade)
            {
                // Services that have started stop in order, before anything that they use is disposed.
                await host.StopAsync();
            }

            if (ToolFailure.Explain(e) is { } failure)
            {
                log.NoteFailedStart(failure.Message);
            }

            throw;
        }
    }
}
