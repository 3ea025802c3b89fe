using System.Reflection;

namespace LanTalk.Cli.Hosting;

/// <summary>The version of the tool.</summary>
internal static class ToolVersion
{
    /// <summary>The version, such as <c>3.0.0</c>, without what follows a plus sign.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
