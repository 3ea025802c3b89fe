using System.Net;
using LanTalk.Protocol.Defaults;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;
using LanTalk.Server.History;

namespace LanTalk.Server.Configuration;

/// <summary>The options that a server starts with. Every limit is off at 0 (or null). Validated once, by <c>AddLanTalkServer</c>.</summary>
public sealed record LanTalkServerOptions
{
    private static readonly TimeSpan MostSilence = TimeSpan.FromSeconds(30);

    /// <summary>The display name, a participant's name like any other: see <see cref="UserName"/>.</summary>
    public required string Name { get; init => field = UserName.Compose(value); }

    /// <summary>The TCP port, 0 to 65535; 0 picks a free one. Default 5050.</summary>
    public int Port { get; init; } = Limits.DefaultPort;

    /// <summary>The addresses to listen on. Default: empty, which means every address of the machine.</summary>
    public IReadOnlyList<IPAddress> Bind { get; init; } = [];

    /// <summary>The password that users must give; null for none. At most 1,024 bytes in UTF-8. Only a salted, slow verifier of it is kept.</summary>
    public string? Password { get; init; }

    /// <summary>Whether users need a password; still set in the copy of the options that does not hold the password.</summary>
    internal bool NeedsPassword { get; init; }

    /// <summary>The people who may make invitations. Default: everybody, but with a password the operator alone.</summary>
    public InvitePolicy? Invites { get; init; }

    /// <summary><see cref="Invites"/>, or its default.</summary>
    internal InvitePolicy InvitesOrDefault => Invites ?? (NeedsPassword ? InvitePolicy.Operator : InvitePolicy.Everybody);

    /// <summary>Whether version 2, which is unencrypted, is refused. Default false.</summary>
    public bool RequireTls { get; init; }

    /// <summary>Whether browsers get the page and can chat. Default true.</summary>
    public bool Web { get; init; } = true;

    /// <summary>How long an unused name belongs to its key. Default 30 days.</summary>
    public TimeSpan NameExpiry { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The same for a name that was last used from a browser. Default 24 hours.</summary>
    public TimeSpan WebNameExpiry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The PEM file of the TLS certificate for browsers, with its chain; null to use the server's own certificate.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The PEM file of the private key of <see cref="TlsCertificate"/>.</summary>
    public string? TlsKey { get; init; }

    /// <summary>The directory of <c>identity.pem</c>, <c>lantalk.db</c> and <c>bans.json</c>. Default: the working directory.</summary>
    public string DataDirectory { get; init; } = ".";

    /// <summary>Whether the server announces itself and answers discovery. Default true.</summary>
    public bool Beacon { get; init; } = true;

    /// <summary>The UDP port of discovery, 1 to 65535. Default 5051.</summary>
    public int BeaconPort { get; init; } = Limits.DefaultBeaconPort;

    /// <summary>How much history is kept, and whether on disk. Default: the last 30 days, on disk.</summary>
    public HistoryLimit History { get; init; } = new(TimeSpan.FromDays(30));

    /// <summary>How many bytes of files the server keeps in all; null turns files off. Default 10 GiB.</summary>
    public long? Files { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>The most bytes that a user may share at once. Default 4 GiB.</summary>
    public long MaxFile { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How long the server keeps files. Default 7 days.</summary>
    public TimeSpan KeepFiles { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Files of plug-ins to be tried: they get all permissions that they ask for. Default: none.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>How long a text waits for the verdict of a plug-in's filter. Default 50 ms.</summary>
    public TimeSpan FilterDeadline { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many earlier messages a newcomer is shown; 0 for none. Default 50.</summary>
    public int Backlog { get; init; } = 50;

    /// <summary>Whether newcomers of version 2 are shown earlier messages too. Default true.</summary>
    public bool Version2Backlog { get; init; } = true;

    /// <summary>The maximum number of rooms, including the lobby. Default 200.</summary>
    public int MaxRooms { get; init; } = 200;

    /// <summary>How long a disconnected user of version 3 stays online. Default 30 s; 0 for not at all.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much one session may send; null for no limit. Default 10 per 5 s.</summary>
    public RateLimit? RateLimit { get; init; } = new(10, TimeSpan.FromSeconds(5));

    /// <summary>A session that sends nothing for this long is closed; a ping counts. Default 5 minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a connection may take to log in. Default 10 s.</summary>
    public TimeSpan AuthTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum number of connections. Default 10,000.</summary>
    public int MaxSessions { get; init; } = 10_000;

    /// <summary>The maximum number of connections from one address; loopback is exempt. Default 16.</summary>
    public int MaxPerAddress { get; init; } = 16;

    /// <summary>
    /// If more users than this are online, joins and leaves are announced as totals once a second instead of one by one. Default 200.
    /// </summary>
    public int AnnounceLimit { get; init; } = 200;

    /// <summary>The number of wrong passwords after which an address must wait, each time twice as long. Default 5.</summary>
    public int AuthAttempts { get; init; } = 5;

    /// <summary>The longest name in characters. Default 24.</summary>
    public int MaxName { get; init; } = UserName.DefaultMaxLength;

    /// <summary>The longest text in UTF-8 bytes. Default 4,096.</summary>
    public int MaxText { get; init; } = Limits.DefaultMaxText;

    /// <summary>The longest line in bytes. Default 16 KiB.</summary>
    public int MaxLine { get; init; } = Limits.DefaultMaxLine;

    /// <summary>A session that is more bytes than this behind its rooms is disconnected. Default 4 MiB.</summary>
    public long SendWindow { get; init; } = 4 * 1024 * 1024;

    /// <summary>A session that takes no output for this long is disconnected. Default 30 s.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A session of version 3 that is silent for this long counts as dead: its client pings in time, whatever the user does. Never longer than
    /// <see cref="IdleTimeout"/>; off if that is 0.
    /// </summary>
    internal TimeSpan DeadPeerTimeout => IdleTimeout < MostSilence ? IdleTimeout : MostSilence;

    /// <summary>The rule that an invalid name breaks, and what to do, as sentences for users.</summary>
    internal string RuleFor(string name) =>
        UserName.ProblemOf(name, OrUnlimited(MaxName)) is { } problem ? $"{char.ToUpperInvariant(problem[0])}{problem[1..]}." : "";

    /// <summary>The same in the original wording, which version 2 keeps.</summary>
    internal string RuleInVersion2For(string name) => UserName.FaultOf(name, OrUnlimited(MaxName)) == NameFault.MixesScripts
        ? "A name is written in one script, so that nobody can pass for another by letters that look alike."
        : MaxName == 0 ? "A name is made of letters, digits, '_' and '-'." : $"A name is 1 to {MaxName} letters, digits, '_' or '-'.";

    /// <summary>Throws if an option is out of range.</summary>
    /// <exception cref="ArgumentException">The message names the option, its value and its range.</exception>
    internal void Validate()
    {
        Require(UserName.IsValid(Name, OrUnlimited(MaxName)), nameof(Name), Name,
            $"{(MaxName == 0 ? "" : $"1 to {MaxName} ")}letters or digits of any script, '_' or '-'");
        Require(
            Password is null || PasswordSecret.IsAllowed(Password),
            nameof(Password),
            "too long",
            $"at most {PasswordSecret.MaxPasswordLength} bytes in UTF-8");
        Require(Port is >= 0 and <= 65535, nameof(Port), Port, "0 to 65535");
        Require(TlsCertificate is null == TlsKey is null, nameof(TlsKey), TlsKey ?? "", $"a file if {nameof(TlsCertificate)} does, and nothing otherwise");
        Require(BeaconPort is > 0 and <= 65535, nameof(BeaconPort), BeaconPort, "1 to 65535");
        Require(Port != 0 || Bind.Count < 2, nameof(Port), Port, "a fixed port if there are several bind addresses");
        foreach (var (option, value) in new (string, double)[]
                 {
                     (nameof(IdleTimeout), IdleTimeout.TotalSeconds),
                     (nameof(AuthTimeout), AuthTimeout.TotalSeconds),
                     (nameof(SendTimeout), SendTimeout.TotalSeconds),
                     (nameof(NameExpiry), NameExpiry.TotalSeconds),
                     (nameof(WebNameExpiry), WebNameExpiry.TotalSeconds),
                     (nameof(MaxSessions), MaxSessions),
                     (nameof(MaxPerAddress), MaxPerAddress),
                     (nameof(AnnounceLimit), AnnounceLimit),
                     (nameof(AuthAttempts), AuthAttempts),
                     (nameof(Backlog), Backlog),
                     (nameof(MaxRooms), MaxRooms),
                     (nameof(Grace), Grace.TotalSeconds),
                     (nameof(MaxName), MaxName),
                     (nameof(MaxText), MaxText),
                     (nameof(MaxLine), MaxLine),
                     (nameof(SendWindow), SendWindow),
                     (nameof(Files), Files ?? 0),
                     (nameof(MaxFile), MaxFile),
                     (nameof(KeepFiles), KeepFiles.TotalSeconds),
                 })
        {
            Require(value >= 0, option, value, "0 (off) or more");
        }
    }

    /// <summary>A limit to compare with, where 0 means none.</summary>
    public static int OrUnlimited(int limit) => limit == 0 ? int.MaxValue : limit;

    private static void Require(bool holds, string option, object value, string range)
    {
        if (!holds)
        {
            throw new ArgumentException($"{option} is '{value}'; it takes {range}.");
        }
    }
}
