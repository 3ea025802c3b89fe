using LanTalk.Server.PluginLines;

namespace LanTalk.Server.Plugins;

/// <summary>The first lines of a run, up to the moment at which the plug-in is ready.</summary>
/// <param name="run">The run.</param>
/// <param name="name">The plug-in's name, for errors.</param>
/// <param name="path">Its file.</param>
/// <param name="time">The time.</param>
internal sealed class Handshake(PluginRun run, string name, string path, TimeProvider time)
{
    /// <summary>The version of the lines.</summary>
    public const int Protocol = 1;

    private static readonly string Version = typeof(Handshake).Assembly.GetName().Version!.ToString(3);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A C# file is compiled when it is started for the first time.</summary>
    private static readonly TimeSpan PatienceForSource = TimeSpan.FromSeconds(60);

    /// <summary>Greets the plug-in, and returns its manifest, which is valid.</summary>
    /// <param name="server">The server's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PluginException">There is none in time, or it is not what it should be.</exception>
    public async Task<Manifest> AskManifestAsync(string server, CancellationToken cancellationToken)
    {
        run.Send(new Hello(Protocol, server, Version));
        var patience = path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? PatienceForSource : Patience;
        return Checked(await InTimeAsync(run.Manifest, "sent no manifest", patience, cancellationToken));
    }

    /// <summary>Tells the plug-in what it may do, waits until it is ready, and returns its manifest with what it has changed by then.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="allowed">What it may do.</param>
    /// <param name="options">What the operator set of its options.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PluginException">It is not ready in time, or what it has changed is not what it should be.</exception>
    public async Task<Manifest> InitAsync(
        Manifest manifest, IEnumerable<string> allowed, IReadOnlyDictionary<string, string> options, string directory, CancellationToken cancellationToken)
    {
        var values = manifest.Options.ToDictionary(
            each => each.Name, each => options.GetValueOrDefault(each.Name) ?? each.Default ?? "", StringComparer.Ordinal);
        run.Send(new Init(manifest.Name, [.. allowed.Order(StringComparer.Ordinal)], values, directory));
        var ready = await InTimeAsync(run.Ready, "did not become ready", Patience, cancellationToken);
        return Checked(manifest with { Watch = ready.Watch ?? manifest.Watch, Filter = ready.Filter ?? manifest.Filter });
    }

    private Manifest Checked(Manifest manifest) =>
        ManifestRules.FindProblem(manifest) is { } problem ? throw new PluginException($"The plug-in {name} {problem}.") : manifest;

    private async Task<T> InTimeAsync<T>(Task<T> task, string failure, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new PluginException($"The plug-in {name} {failure} within {patience.TotalSeconds:0} s.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PluginException($"The plug-in {name} {failure}: it {await run.Ended}.", e);
        }
    }
}
