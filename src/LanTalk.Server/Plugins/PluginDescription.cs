using LanTalk.Server.PluginLines;

namespace LanTalk.Server.Plugins;

/// <summary>What a plug-in says of itself in its manifest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; empty if it has none.</param>
/// <param name="Description">One sentence; empty if there is none.</param>
/// <param name="Permissions">What it needs: words of <see cref="Permission"/>.</param>
/// <param name="Commands">Its commands as they are typed, each with its help.</param>
/// <param name="Options">The names of its options, each with its help and its default.</param>
public sealed record PluginDescription(
    string Name,
    string Version,
    string Description,
    IReadOnlyList<string> Permissions,
    IReadOnlyList<(string Usage, string Help)> Commands,
    IReadOnlyList<(string Name, string Help, string Default)> Options)
{
    internal static PluginDescription Of(Manifest manifest) => new(
        manifest.Name,
        manifest.Version ?? "",
        manifest.Description ?? "",
        manifest.Permissions,
        [.. manifest.Commands.Select(command => ($"/{command.Name} {command.Arguments}".TrimEnd(), command.Help))],
        [.. manifest.Options.Select(option => (option.Name, option.Help ?? "", option.Default ?? ""))]);
}
