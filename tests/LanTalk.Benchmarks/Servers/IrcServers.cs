using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Servers;

/// <summary>The common parts of the two IRC servers (RFC 2812): everybody is in one channel.</summary>
internal abstract class IrcServer : ServerUnderTest
{
    protected abstract string Program { get; }

    public override string Name => Program;

    public override string? Missing => Find(Program) is null ? $"not installed (Debian package {Program})" : null;

    protected virtual int LoginsAtOnce => 2000;

    public override Dialect Dialect => new()
    {
        LoginsAtOnce = LoginsAtOnce,
        Login = index =>
        [
            new($"NICK u{index:00000}\r\nUSER u 0 * :u\r\n", " 001 "),
            new("JOIN #b\r\n", " 366 "),
        ],
        Prefix = "PRIVMSG #b :",
        Suffix = "\r\n",
    };

    public override string[] Command(int port, string directory)
    {
        var file = Path.Combine(directory, "ircd.conf");
        File.WriteAllText(file, Configuration(port, directory));
        return [Find(Program)!, .. Arguments(file)];
    }

    protected abstract string Configuration(int port, string directory);

    protected abstract string[] Arguments(string file);
}

/// <summary>ngIRCd.</summary>
internal sealed class NgIrcd : IrcServer
{
    protected override string Program => "ngircd";

    // It listens with a queue of ten, and no setting changes that.
    protected override int LoginsAtOnce => 8;

    protected override string[] Arguments(string file) => ["-n", "-f", file];

    protected override string Configuration(int port, string directory) =>
        $"""
        [Global]
        Name = irc.bench.local
        Info = bench
        Listen = 127.0.0.1
        Ports = {port}
        ServerUID = root
        ServerGID = root
        PidFile = {directory}/pid
        MotdPhrase = bench
        [Limits]
        MaxConnections = 0
        MaxConnectionsIP = 0
        MaxJoins = 0
        MaxPenaltyTime = 0
        PingTimeout = 3600
        [Options]
        DNS = no
        Ident = no
        PAM = no
        """;
}

/// <summary>InspIRCd, version 3.</summary>
internal sealed class InspIrcd : IrcServer
{
    protected override string Program => "inspircd";

    protected override string[] Arguments(string file) => ["--nofork", "--runasroot", "--nopid", "--config", file];

    protected override string Configuration(int port, string directory) =>
        $"""
        <server name="irc.bench.local" description="bench" network="bench">
        <bind address="127.0.0.1" port="{port}" type="clients">
        <connect allow="*" timeout="120" pingfreq="1h" softsendq="1G" hardsendq="1G" recvq="1M" threshold="1000000000"
          commandrate="1000000000" fakelag="no" localmax="100000" globalmax="100000" maxconnwarn="no" limit="100000"
          resolvehostnames="no" useident="no" useconnflood="no">
        <performance netbuffersize="65534" somaxconn="4096" softlimit="100000" quietbursts="yes">
        <path logdir="{directory}" datadir="{directory}">
        """;
}
