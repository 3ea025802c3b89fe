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
/// The names that a shell completes: of the servers that are there now, and of what was met before. Whatever goes wrong, there are none: a
/// person in the middle of a line is told nothing.
/// </summary>
internal static partial class LiveNames
{
    /// <summary>A person waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>The servers on the network.</summary>
    public static IEnumerable<string> Servers(CompletionContext context) =>
        Read(() => FindAsync(Value(context, "--beacon-port", Limits.DefaultBeaconPort)).GetAwaiter().GetResult());

    /// <summary>Where servers were met before.</summary>
    public static IEnumerable<string> Hosts(CompletionContext context) =>
        Read(() => KnownServers.In(Directory(context), TimeProvider.System).All.SelectMany(server => server.Addresses));

    /// <summary>Whom private messages were exchanged with.</summary>
    public static IEnumerable<string> Users(CompletionContext context) =>
        Read(() => KnownUsers.In(Directory(context), TimeProvider.System).Names);

    /// <summary>
    /// Whether a name may stand on a command line as it is. What others call themselves comes from them, and a shell would carry out some of it.
    /// </summary>
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
            // What was found by now is what there is.
        }

        return names;
    }

    private static string Directory(CompletionContext context) => Value(context, "--config-dir", UserDirectories.Config);

    /// <summary>The value of an option of the line; the line is not finished, and the option may not be, either.</summary>
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
