using System.Runtime.InteropServices;
using LanTalk.Cli.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace LanTalk.Cli;

/// <summary>The generic host that every verb runs in: logging, services, and a clean end on SIGINT, SIGTERM and SIGHUP.</summary>
internal static class ToolHost
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(6);

    /// <summary>A host that logs to stderr, or to <paramref name="sink"/> where the terminal has a prompt.</summary>
    public static HostApplicationBuilder Create(LogEventLevel level, ILogEventSink? sink = null, string? logFile = null)
    {
        // Empty: what the tool is told comes from its options and their variables, not from files it might find.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSerilog(Logger(level, sink, logFile), dispose: true);
        return builder;
    }

    /// <summary>Starts the host, does the work, stops the host.</summary>
    /// <param name="builder">The host to be.</param>
    /// <param name="work">What the verb does; cancelled when the process is asked to end.</param>
    /// <returns>The exit code of the work; that of success if it was cancelled.</returns>
    public static async Task<int> RunAsync(HostApplicationBuilder builder, Func<IServiceProvider, CancellationToken, Task<int>> work)
    {
        using var host = builder.Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();

        // A closed terminal is an ordinary end too; the host itself minds only the other two signals.
        using var hangUp = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            lifetime.StopApplication();
        });

        await host.StartAsync();
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
            await host.StopAsync();
        }
    }

    /// <summary>The host logs with its stack what it throws as well. A person is told by who catches it, in a sentence if one is known.</summary>
    private static bool IsFailedStart(LogEvent logged) => logged.MessageTemplate.Text == "Hosting failed to start";

    private static Logger Logger(LogEventLevel level, ILogEventSink? sink, string? logFile)
    {
        const long MaxLogFileSize = 10 * 1024 * 1024;
        const int KeptLogFiles = 5;

        var formatter = new LogLineFormatter();
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning);
        if (sink is not null)
        {
            configuration.WriteTo.Sink(sink);
        }
        else
        {
            configuration.WriteTo.Logger(console => console
                .Filter.ByExcluding(IsFailedStart)
                .WriteTo.Console(formatter, standardErrorFromLevel: LogEventLevel.Verbose));
        }

        if (logFile is not null)
        {
            configuration.WriteTo.File(
                formatter, logFile, rollOnFileSizeLimit: true, fileSizeLimitBytes: MaxLogFileSize, retainedFileCountLimit: KeptLogFiles);
        }

        return configuration.CreateLogger();
    }
}
