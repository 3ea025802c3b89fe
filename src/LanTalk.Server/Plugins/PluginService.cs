using LanTalk.Server.Commands;
using LanTalk.Server.Configuration;
using LanTalk.Server.Periodic;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Plugins;

/// <summary>Runs the plug-ins as long as the server runs, and follows changes of <c>plugins.json</c> within a second.</summary>
internal sealed partial class PluginService(
    LanTalkServerOptions options,
    PluginRegistry plugins,
    PluginCommands commands,
    PluginEvents events,
    CommandRegistry registry,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<PluginService> logger) : PeriodicService(TimeSpan.FromSeconds(1), time, logger)
{
    /// <summary>How long the start of the server waits for plug-ins: a filter is to be there before the first text.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);

    private readonly PluginFile _file = new(options.DataDirectory);
    private readonly Dictionary<string, string> _trialHooks = new(StringComparer.Ordinal);
    private (DateTime WrittenAt, long Length)? _stamp;
    private string? _lastError;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        registry.Replace([], [.. commands.Commands()]);
        await FollowFileAsync(isStart: true);
        await Task.WhenAny(Task.WhenAll(plugins.All.Select(plugin => plugin.Tried)), Task.Delay(StartPatience, Time, cancellationToken));
        events.Begin();
        lifetime.ApplicationStarted.Register(events.TellOfStart);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        events.End();
        await plugins.StopAsync();
    }

    /// <inheritdoc/>
    protected override async Task RoundAsync(CancellationToken stopping)
    {
        await FollowFileAsync(isStart: false);
        foreach (var plugin in plugins.All)
        {
            plugin.Look();
        }
    }

    private async Task FollowFileAsync(bool isStart)
    {
        var stamp = _file.Stamp;
        if (!isStart && stamp == _stamp)
        {
            return;
        }

        _stamp = stamp;
        try
        {
            var entries = _file.Read();
            _lastError = null;
            var trials = Trials().ToList();
            var kept = entries.ExceptBy(trials.Select(trial => trial.Name), entry => entry.Name, StringComparer.OrdinalIgnoreCase).ToList();
            if (isStart && kept.Count < entries.Count)
            {
                LogTriedInstead(string.Join(", ", entries.Except(kept).Select(entry => entry.Name)));
            }

            await plugins.ApplyAsync([.. kept, .. trials]);
        }
        catch (PluginException e)
        {
            if (_lastError != e.Message)
            {
                LogBroken(e.Message);
            }

            _lastError = e.Message;
            if (isStart)
            {
                await plugins.ApplyAsync([.. Trials()]);
            }
        }
    }

    private IEnumerable<PluginEntry> Trials() => options.Plugins.Select(path => new PluginEntry(Path.GetFileNameWithoutExtension(path), path)
    {
        IsTrial = true,
        Hook = _trialHooks.TryGetValue(path, out var hook) ? hook : _trialHooks[path] = PluginEntry.NewHook(),
    });

    [LoggerMessage(LogLevel.Warning, "Tried with --plugin, in place of what was added with the same name: {Names}")]
    private partial void LogTriedInstead(string names);

    [LoggerMessage(LogLevel.Error, "The plug-ins stay as they are: {Cause}")]
    private partial void LogBroken(string cause);
}
