using System.CommandLine.Completions;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LanTalk.Client.Configuration;
using LanTalk.Client.Discovery;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Defaults;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Names;
using Microsoft.Extensions.Logging.Abstractions;

namespace LanTalk.Cli.Completion;

/// <summary>
/// The names that a shell completes: of the servers on the network now, and of servers and users met before. On any error there are none, because a
/// person in the middle of a line should not see it.
/// </summary>
internal static partial class LiveNames
{
    /// <summary>A person waits for the result.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>The servers on the network.</summary>
    public static IEnumerable<string> Servers(CompletionContext context) =>
        Read(() => FindAsync(Value(context, "--beacon-port", Limits.DefaultBeaconPort)).GetAwaiter().GetResult());

    /// <summary>The addresses of servers met before.</summary>
    public static IEnumerable<string> Hosts(CompletionContext context) =>
        Read(() => KnownServers.In(Directory(context), TimeProvider.System).All.SelectMany(server => server.Addresses));

    /// <summary>The users with whom private messages were exchanged.</summary>
    public static IEnumerable<string> Users(CompletionContext context) =>
        Read(() => KnownUsers.In(Directory(context), TimeProvider.System).Names);

    /// <summary>Whether a name may stand on a command line unquoted. Names come from other people, and a shell would run some of them.</summary>
    public static bool IsPlain(string name) => Plain().IsMatch(name);

    private static string[] Read(Func<IEnumerable<string>> names)
    {
        try
        {
            return [.. names().Where(IsPlain).Distinct(UserName.Comparer)];
        }
        catch (Exception e) when (e is ConfigFileException or IOException or UnauthorizedAccessException or SocketException)
        {
            return [];
        }
    }

    private static async Task<IReadOnlyList<string>> FindAsync(int beaconPort)
    {
        var names = new List<string>();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            var locator = new ServerLocator(new LocatorOptions { Port = beaconPort }, TimeProvider.System, NullLogger<ServerLocator>.Instance);
            await foreach (var server in locator.FindAllAsync(Patience, standingOf: null, patience.Token))
            {
                names.Add(server.Announcement.Name);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // The names found so far are the result.
        }

        return names;
    }

    private static string Directory(CompletionContext context) => Value(context, "--config-dir", UserDirectories.Config);

    /// <summary>The value of an option in the line; the line is unfinished, and the option may be, too.</summary>
    private static T Value<T>(CompletionContext context, string option, T fallback)
    {
        try
        {
            return context.ParseResult.GetValue<T>(option) ?? fallback;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return fallback;
        }
    }

    [GeneratedRegex(@"\A[\[\p{L}\p{N}][\]\p{L}\p{M}\p{N}_.:%-]*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
