using System.CommandLine;

namespace LanTalk.Cli.Options;

/// <summary>A flag without an environment variable: it is meant for one call.</summary>
internal sealed class BareFlag(string name) : Option<bool>(name);
