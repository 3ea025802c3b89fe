using System.CommandLine;
using LanTalk.Protocol.Defaults;
using LanTalk.Server.Configuration;
using Serilog.Events;

namespace LanTalk.Cli.Options;

/// <summary>Options that several verbs have; each verb creates its own.</summary>
internal static class CommonOptions
{
    /// <summary><c>--data-dir</c>.</summary>
    public static Option<string?> DataDirectory() => EnvironmentOption.Create<string?>(
        "--data-dir",
        "DIR",
        "Where the server keeps its files. Default: your own, which lantalk config path shows, or the working directory if a server is there already.",
        DefaultDataDirectory.Path,
        ValueParsers.FullPath);

    /// <summary><c>--beacon-port</c>.</summary>
    public static Option<int> BeaconPort() => EnvironmentOption.Create(
        "--beacon-port", "PORT", $"The UDP port of discovery. Default: {Limits.DefaultBeaconPort}.", Limits.DefaultBeaconPort, ValueParsers.Port);

    /// <summary><c>--timeout</c>.</summary>
    public static Option<TimeSpan> Timeout(string help) => EnvironmentOption.Create(
        "--timeout", "TIME", $"{help} Default: 3s.", TimeSpan.FromSeconds(3), ValueParsers.Wait);

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json(string help) => EnvironmentOption.CreateFlag("--json", help);

    /// <summary><c>--log-level</c>.</summary>
    public static Option<LogEventLevel> LogLevel(LogEventLevel level, string levelName)
    {
        var option = EnvironmentOption.Create(
            "--log-level", "LEVEL", $"How much is logged: DEBUG, INFO, WARNING or ERROR. Default: {levelName}.", level, ValueParsers.Level);
        option.CompletionSources.Clear();
        option.CompletionSources.Add("DEBUG", "INFO", "WARNING", "ERROR");
        return option;
    }
}
