using LanTalk.Protocol.Files;
using LanTalk.Server.Configuration;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Programs;

namespace LanTalk.Server.Plugins;

/// <summary>Starts runs of plug-ins, up to the moment at which they are ready.</summary>
internal sealed class PluginStart(LanTalkServerOptions options, IProgramStarter starter, TimeProvider time)
{
    /// <summary>Starts a run, shakes hands, and gives it its roles.</summary>
    /// <exception cref="ProgramException">The program cannot be started.</exception>
    /// <exception cref="PluginException">It did not become ready, or it is not what it should be; it has been ended.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the run has been ended.</exception>
    public async Task<(PluginRun Run, Manifest Manifest)> StartAsync(PluginEntry entry, PluginRoles roles, CancellationToken cancellationToken)
    {
        CheckFile(entry);
        var directory = PluginFile.DirectoryOf(options.DataDirectory, entry.Name);
        PrivateFiles.CreateDirectory(directory);
        var run = PluginRun.Start(starter, entry.Path, directory, roles.Log, time);
        try
        {
            var manifest = await ShakeHandsAsync(run, entry, directory, roles, cancellationToken);
            return (run, manifest);
        }
        catch
        {
            run.Kill("was ended");
            await run.Ended;
            throw;
        }
    }

    private async Task<Manifest> ShakeHandsAsync(
        PluginRun run, PluginEntry entry, string directory, PluginRoles roles, CancellationToken cancellationToken)
    {
        var handshake = new Handshake(run, entry.Name, entry.Path, time);
        var manifest = await handshake.AskManifestAsync(options.Name, cancellationToken);
        if (!entry.IsTrial && manifest.Name != entry.Name)
        {
            throw new PluginException($"The plug-in {entry.Name} calls itself {manifest.Name} now. Add it again.") { IsFinal = true };
        }

        HashSet<string> allowed = new(
            manifest.Permissions.Where(each => entry.IsTrial || entry.Allow.Contains(each, StringComparer.Ordinal)), StringComparer.Ordinal);
        roles.Prepare(manifest, allowed, run);
        manifest = await handshake.InitAsync(manifest, allowed, entry.Options, directory, cancellationToken);
        roles.Take(WithChoices(manifest, entry), allowed, run);
        return manifest;
    }

    /// <summary>The manifest with what the operator chose otherwise.</summary>
    private static Manifest WithChoices(Manifest manifest, PluginEntry entry) =>
        manifest.Filter is { } filter && entry.OnTimeout is { } choice ? manifest with { Filter = filter with { OnTimeout = choice } } : manifest;

    private static void CheckFile(PluginEntry entry)
    {
        try
        {
            if (!entry.IsTrial && entry.Sha256 != PluginEntry.HashOf(entry.Path))
            {
                throw new PluginException(
                    $"{entry.Path} has changed since the plug-in {entry.Name} was added, and is not started. Look at it, and add it again.")
                { IsFinal = true };
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"The plug-in {entry.Name} cannot be read: {e.Message}", e);
        }
    }
}
