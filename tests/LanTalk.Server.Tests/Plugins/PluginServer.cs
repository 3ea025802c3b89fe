using LanTalk.Server.Configuration;
using LanTalk.Server.Plugins;
using LanTalk.Server.Shares;

namespace LanTalk.Server.Tests.Plugins;

/// <summary>A server with plug-ins in memory.</summary>
internal sealed class PluginServer : IAsyncDisposable
{
    private PluginServer(Func<LanTalkServerOptions, LanTalkServerOptions>? configure, IDiskSpace? disk) =>
        Server = TestServer.Start(configure, programs: Programs, disk: disk);

    public FakePrograms Programs { get; } = new();

    public TestServer Server { get; }

    /// <summary>Starts one.</summary>
    public static PluginServer Start(Func<LanTalkServerOptions, LanTalkServerOptions>? configure = null, IDiskSpace? disk = null) => new(configure, disk);

    /// <summary>Adds a plug-in, which has all permissions that it asks for, and shakes hands with it.</summary>
    public async Task<FakePlugin> AddAsync(string manifest, string name = "dice", Func<PluginEntry, PluginEntry>? configure = null)
    {
        await Server.Get<PluginRegistry>().ApplyAsync([(configure ?? (entry => entry))(Entry(name))]);
        var program = await Programs.NextAsync();
        await program.ShakeHandsAsync(manifest);
        await Find(name).Tried.WaitAsync(TimeSpan.FromSeconds(30));
        return program;
    }

    /// <summary>Adds a plug-in that may do only this.</summary>
    public Task<FakePlugin> AddGrantedAsync(string manifest, params string[] allowed)
    {
        var path = Server.Directory.File("dice.py");
        File.WriteAllText(path, "");
        return AddAsync(manifest, configure: _ => new PluginEntry("dice", path) { Sha256 = PluginEntry.HashOf(path), Allow = allowed });
    }

    /// <summary>Has exactly these plug-ins run.</summary>
    public Task ApplyAsync(params string[] names) => Server.Get<PluginRegistry>().ApplyAsync([.. names.Select(Entry)]);

    /// <summary>A plug-in that was added.</summary>
    public Plugin Find(string name) => Server.Get<PluginRegistry>().Find(name)!;

    /// <summary>What is done once a second.</summary>
    public void Look(string name = "dice") => Find(name).Look();

    private static PluginEntry Entry(string name) => new(name, $"/plugins/{name}") { IsTrial = true, Hook = $"secret-of-{name}" };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.Get<PluginRegistry>().StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await Server.DisposeAsync();
    }
}
