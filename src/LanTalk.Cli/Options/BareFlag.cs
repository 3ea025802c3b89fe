using System.CommandLine;

namespace LanTalk.Cli.Options;

/// <summary>An option that is on when it is given, and has no variable: it is meant for one call.</summary>
internal sealed class BareFlag(string name) : Option<bool>(name);
