using System.CommandLine;
using System.Net;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;
using LanTalk.Protocol.Defaults;
using LanTalk.Server.Configuration;
using LanTalk.Server.Hooks;
using LanTalk.Server.Invitations;
using LanTalk.Server.Plugins;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk plugin hook</c>: prints the address at which programs outside call a plug-in.</summary>
internal sealed class PluginHookCommand : Verb
{
    private readonly Argument<string> _name = PluginCommand.NameArgument();
    private readonly Option<bool> _renew = new("--renew") { Description = "Make another address; the one before is good for nothing then." };
    private readonly Option<string?> _directory = CommonOptions.DataDirectory();

    public PluginHookCommand()
        : base("hook", "Print the address at which other programs call a plug-in: they POST to it. It is a secret.")
    {
        Arguments.Add(_name);
        Examples = [new("curl -d 'build 17 failed' \"$(lantalk plugin hook ci)\"", "Call it.")];
        AddGroup("The address", _renew);
        AddGroup("More", _directory);
        SetAction(async (result, _) => await PrintAsync(result.GetValue(_directory)!, result.GetValue(_name)!, result.GetValue(_renew)));
    }

    private static async Task<int> PrintAsync(string directory, string name, bool renews)
    {
        var hook = PluginCommand.Find(PluginCommand.Read(directory), name).Hook
            ?? throw new ToolException(
                ExitCode.Refused, $"{name} has no web hook: it does not ask for the permission '{Permission.Hook}', or was added without it.");
        if (renews)
        {
            hook = PluginEntry.NewHook();
            await PluginCommand.ChangeAsync(directory, entries => PluginCommand.With(entries, name, entry => entry with { Hook = hook }));
        }

        var place = await FindPlaceAsync(directory);
        if (place is null)
        {
            Console.Error.WriteLine("lantalk plugin: no server runs here now; the address is that of a usual one on this machine.");
        }

        Console.Out.WriteLine($"http://{place ?? new IPEndPoint(IPAddress.Loopback, Limits.DefaultPort)}{HookPath.Of(hook)}");
        return ExitCode.Done;
    }

    private static async Task<IPEndPoint?> FindPlaceAsync(string directory)
    {
        if (!DefaultDataDirectory.HoldsServer(directory) || !InvitationStore.IsThere(directory))
        {
            return null;
        }

        using var store = InvitationStore.Open(directory, ToolClock.Instance);
        return await store.FindLocationAsync() is { } location
            ? new IPEndPoint(ReachableAddresses.Of(location.Bound).FirstOrDefault(IPAddress.Loopback), location.Port)
            : null;
    }
}
