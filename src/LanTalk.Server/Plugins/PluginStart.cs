using LanTalk.Protocol.Files;
using LanTalk.Server.Configuration;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Programs;

namespace LanTalk.Server.Plugins;

/// <summary>Starts runs of plug-ins, up to the moment at which they are ready.</summary>
internal sealed class PluginStart(LanTalkServerOptions options, IProgramStarter starter, TimeProvider time)
{
    /// <summary>The version of the lines.</summary>
    public const int Protocol = 1;

    private static readonly string Version = typeof(PluginStart).Assembly.GetName().Version!.ToString(3);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A C# file is compiled when it is started for the first time.</summary>
    private static readonly TimeSpan PatienceForSource = TimeSpan.FromSeconds(60);

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
        run.Send(new Hello(Protocol, options.Name, Version));
        var patience = entry.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? PatienceForSource : Patience;
        var manifest = await InTimeAsync(run.Manifest, run, entry, "sent no manifest", patience, cancellationToken);
        if (ManifestRules.FindProblem(manifest) is { } problem)
        {
            throw new PluginException($"The plug-in {entry.Name} {problem}.");
        }

        if (!entry.IsTrial && manifest.Name != entry.Name)
        {
            throw new PluginException($"The plug-in {entry.Name} calls itself {manifest.Name} now. Add it again.");
        }

        HashSet<string> allowed = [.. manifest.Permissions.Where(each => entry.IsTrial || entry.Allow.Contains(each, StringComparer.Ordinal))];
        var values = manifest.Options.ToDictionary(
            each => each.Name, each => entry.Options.GetValueOrDefault(each.Name) ?? each.Default ?? "", StringComparer.Ordinal);
        roles.Prepare(manifest, allowed, run);
        run.Send(new Init(manifest.Name, [.. allowed.Order(StringComparer.Ordinal)], values, directory));
        await InTimeAsync(run.Ready.ContinueWith(ready => ready.IsCompletedSuccessfully, TaskScheduler.Default), run, entry, "did not become ready", Patience, cancellationToken);
        roles.Take(manifest, allowed, run);
        return manifest;
    }

    private void CheckFile(PluginEntry entry)
    {
        try
        {
            if (!entry.IsTrial && entry.Sha256 != PluginEntry.HashOf(entry.Path))
            {
                throw new PluginException($"{entry.Path} has changed since the plug-in {entry.Name} was added, and is not started. Look at it, and add it again.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"The plug-in {entry.Name} cannot be read: {e.Message}", e);
        }
    }

    private async Task<T> InTimeAsync<T>(
        Task<T> task, PluginRun run, PluginEntry entry, string failure, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new PluginException($"The plug-in {entry.Name} {failure} within {patience.TotalSeconds:0} s.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PluginException($"The plug-in {entry.Name} {failure}: it {await run.Ended}.", e);
        }
    }
}
