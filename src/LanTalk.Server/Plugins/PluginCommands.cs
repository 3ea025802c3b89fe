using LanTalk.Server.Commands;
using LanTalk.Server.Hooks;

namespace LanTalk.Server.Plugins;

/// <summary>The operator's command about plug-ins.</summary>
internal sealed class PluginCommands(PluginRegistry plugins)
{
    public IEnumerable<ChatCommand> Commands() =>
    [
        ChatCommand.Create("plugins", "[reload <name>]", "List the plug-ins, or start one anew.", CommandAudience.Operator, Run),
    ];

    private void Run(CommandCall call)
    {
        var (verb, name) = call.Split();
        if (verb.Length == 0)
        {
            call.Caller.Reply(plugins.All is { Count: > 0 } all ? [.. all.Select(Describe)]
                : ["There are no plug-ins. In a terminal, lantalk plugin add PATH adds one."]);
        }
        else if (verb != "reload" || name.Length == 0)
        {
            call.RefuseUsage();
        }
        else if (plugins.Find(name) is { } plugin)
        {
            plugin.Reload(plugin.Entry);
            call.Caller.Reply($"{plugin.Name} is started anew.");
        }
        else
        {
            call.Caller.Refuse($"There is no plug-in {name}. /plugins lists them.");
        }
    }

    private static string Describe(Plugin plugin)
    {
        var manifest = plugin.Roles.Manifest;
        var version = manifest?.Version is { Length: > 0 } given ? $" {given}" : "";
        var about = manifest?.Description is { Length: > 0 } description ? $" {description}" : "";
        var commands = manifest is { Commands.Count: > 0 } ? $" Commands: {string.Join(", ", manifest.Commands.Select(command => $"/{command.Name}"))}." : "";
        var allowed = plugin.Roles.Allowed.Count > 0 ? $" May: {string.Join(", ", plugin.Roles.Allowed.Order(StringComparer.Ordinal))}." : "";
        var hook = plugin.Entry.Hook is { } secret && plugin.Roles.Allowed.Contains(Permission.Hook) ? $" Web hook: {HookPath.Of(secret)}" : "";
        return $"{plugin.Name}{version} ({plugin.State}).{about}{commands}{allowed}{hook}";
    }
}
