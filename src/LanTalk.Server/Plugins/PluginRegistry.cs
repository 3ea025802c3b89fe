using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.History;
using LanTalk.Server.Programs;
using LanTalk.Server.Rooms;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Plugins;

/// <summary>The plug-ins that are to run: those of <c>plugins.json</c>, and those to be tried.</summary>
internal sealed class PluginRegistry(
    LanTalkServerOptions options,
    PluginStart start,
    PluginStore store,
    RoleParts roles,
    RoomRegistry rooms,
    IRoomStore history,
    ServerClock clock,
    TimeProvider time,
    ILogger<Plugin> logger)
{
    private readonly Lock _gate = new();
    private readonly List<Plugin> _plugins = [];

    /// <summary>All, in the order of their start.</summary>
    public IReadOnlyList<Plugin> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _plugins];
            }
        }
    }

    /// <summary>The plug-in of this name; null if there is none.</summary>
    public Plugin? Find(string name) => All.FirstOrDefault(plugin => plugin.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The plug-in with this secret in the address of its web hook; null if there is none.</summary>
    public Plugin? FindHook(string secret) => All.FirstOrDefault(plugin => plugin.Entry.Hook == secret && plugin.Roles.Allowed.Contains(Permission.Hook));

    /// <summary>Starts what is new, stops what is gone, and starts anew what has changed.</summary>
    public async Task ApplyAsync(IReadOnlyList<PluginEntry> entries)
    {
        var wanted = entries.Where(entry => !entry.IsDisabled).ToDictionary(entry => entry.Name, StringComparer.OrdinalIgnoreCase);
        List<Task> stopping = [];
        foreach (var plugin in All)
        {
            if (!wanted.Remove(plugin.Entry.Name, out var entry))
            {
                lock (_gate)
                {
                    _plugins.Remove(plugin);
                }

                stopping.Add(plugin.StopAsync());
            }
            else if (!entry.IsSame(plugin.Entry))
            {
                plugin.Reload(entry);
            }
        }

        await Task.WhenAll(stopping);
        foreach (var entry in wanted.Values)
        {
            Start(entry);
        }
    }

    /// <summary>Stops all.</summary>
    public Task StopAsync() => ApplyAsync([]);

    private void Start(PluginEntry entry)
    {
        var watches = new PluginWatches(entry.Name, options, rooms, history, store, clock, logger);
        var log = new ProgramLog(PluginFile.DirectoryOf(options.DataDirectory, entry.Name), time);
        var plugin = new Plugin(entry, start, new PluginRoles(watches, log, roles), time, logger);
        lock (_gate)
        {
            _plugins.Add(plugin);
        }

        plugin.Start();
    }
}
