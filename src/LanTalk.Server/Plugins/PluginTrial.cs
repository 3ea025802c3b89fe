using LanTalk.Protocol.Files;
using LanTalk.Protocol.Text;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Programs;

namespace LanTalk.Server.Plugins;

/// <summary>
/// A plug-in that runs without a server, to see what it wants and does. Its actions are answered, but nothing is done; what it stores is kept until it ends.
/// </summary>
public sealed class PluginTrial : IAsyncDisposable
{
    private const string Name = "trial";

    private readonly PluginRun _run;
    private readonly ProgramLog _log;
    private readonly Manifest _manifest;

    private PluginTrial(PluginRun run, ProgramLog log, Manifest manifest) => (_run, _log, _manifest) = (run, log, manifest);

    /// <summary>What it is and wants.</summary>
    public PluginDescription Description => PluginDescription.Of(_manifest);

    /// <summary>Starts a plug-in, with all permissions that it asks for.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="directory">The directory in which it runs; its log is there, too.</param>
    /// <param name="options">What is set of its options.</param>
    /// <param name="trace">Gets each line in both directions; null if nobody wants them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PluginException">It cannot be started, or is not what it should be.</exception>
    public static async Task<PluginTrial> StartAsync(
        string path, string directory, IReadOnlyDictionary<string, string> options, Action<string>? trace, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        PrivateFiles.CreateDirectory(directory);
        var log = new ProgramLog(directory, time);
        try
        {
            var run = PluginRun.Start(new ProgramStarter(), path, directory, log, time, trace);
            try
            {
                var store = new Dictionary<string, string>(StringComparer.Ordinal);
                run.Acts = action => AnswerTo(run, action, store);
                var handshake = new Handshake(run, Path.GetFileName(path), path, time);
                var manifest = await handshake.AskManifestAsync(Name, cancellationToken);
                manifest = await handshake.InitAsync(manifest, manifest.Permissions, options, directory, cancellationToken);
                return new PluginTrial(run, log, manifest);
            }
            catch
            {
                run.Kill("was ended");
                await run.Ended;
                throw;
            }
        }
        catch (ProgramException e)
        {
            log.Dispose();
            throw new PluginException(e.Message, e);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command, such as <c>/roll 2d6</c>; returns the reply, which may be empty.</summary>
    /// <exception cref="PluginException">It has no such command, does not answer in time, or answers with an error.</exception>
    public async Task<string> RunAsync(string line)
    {
        var (name, arguments) = FirstWord.Split(line.TrimStart(SlashRule.Slash));
        if (!_manifest.Commands.Any(command => command.Name == name))
        {
            throw new PluginException($"{_manifest.Name} has no command /{name}.");
        }

        var reply = await _run.CallAsync(call => new CommandLine(call, name, arguments, "Bob", "lobby"), PluginRoles.ReplyPatience);
        return reply is not Reply answer ? throw new PluginException($"/{name} was not answered within {PluginRoles.ReplyPatience.TotalSeconds:0} s.")
            : answer.Error is { } error ? throw new PluginException(SafeText.CleanLines(error))
            : SafeText.CleanLines(answer.Text ?? "");
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _run.StopAsync();
        _log.Dispose();
    }

    // On the thread that reads the plug-in's lines.
    private static void AnswerTo(PluginRun run, PluginAction action, Dictionary<string, string> store)
    {
        if (action is SetAction { Value: { } value } set)
        {
            store[set.Key] = value;
        }
        else if (action is SetAction { Key: var key })
        {
            store.Remove(key);
        }

        if (action.Ref is { } reference)
        {
            run.Send(action switch
            {
                GetAction get => new AnswerLine(reference) { Value = store.GetValueOrDefault(get.Key) },
                KeysAction keys => new AnswerLine(reference)
                {
                    Keys = [.. store.Keys.Where(each => each.StartsWith(keys.Prefix ?? "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)],
                },
                ShareAction => new AnswerLine(reference) { Id = 1, Share = 1 },
                _ => new AnswerLine(reference),
            });
        }
    }
}
