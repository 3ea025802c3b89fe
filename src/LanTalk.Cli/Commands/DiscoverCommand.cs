using System.CommandLine;
using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Hosting;
using LanTalk.Cli.Json;
using LanTalk.Cli.Options;
using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using LanTalk.Client;
using LanTalk.Client.Configuration;
using LanTalk.Client.Discovery;
using LanTalk.Client.Trust;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk discover</c>: lists the servers on the network, on stdout.</summary>
internal sealed class DiscoverCommand : Verb
{
    private readonly Option<TimeSpan> _timeout = CommonOptions.Timeout("How long to look if nothing answers.");
    private readonly Option<bool> _json = CommonOptions.Json("One JSON object a line.");
    private readonly Option<bool> _watch = EnvironmentOption.CreateFlag("--watch", "Go on until Ctrl-C, and show which servers appear, change and go.");
    private readonly Option<string?> _configDirectory = TrustOptions.ConfigDirectoryOption();
    private readonly Option<int> _beaconPort = CommonOptions.BeaconPort();
    private readonly Option<LogEventLevel> _logLevel = CommonOptions.LogLevel(LogEventLevel.Warning, "WARNING");

    public DiscoverCommand()
        : base("discover", "List the servers on this network.")
    {
        Chapter = VerbChapters.Chat;
        Examples =
        [
            new("lantalk discover", "List the servers that answer."),
            new("lantalk discover --json | jq -r .name", "Their names, for a script."),
        ];
        AddGroup("What to show", _watch, _json);
        AddGroup("More", _timeout, _beaconPort, _configDirectory, _logLevel);
        SetAction((result, _) => RunAsync(result));
    }

    private Task<int> RunAsync(ParseResult result)
    {
        var builder = ToolHost.Create(result.GetValue(_logLevel));
        builder.Services.AddLanTalkClient(result.GetValue(_beaconPort));
        return ToolHost.RunAsync(builder, async (services, stopping) =>
        {
            var known = KnownServers.In(result.GetValue(_configDirectory)!, services.GetRequiredService<TimeProvider>());
            var listing = new Listing(services.GetRequiredService<ServerLocator>(), known, result.GetValue(_json));
            try
            {
                return await (result.GetValue(_watch)
                    ? listing.WatchAsync(StandardStreams.OpenBreakableOutput(), stopping)
                    : listing.ListAsync(result.GetValue(_timeout), stopping));
            }
            catch (ConfigFileException e)
            {
                throw new ToolException(ExitCode.Usage, e.Message);
            }
        });
    }

    private sealed class Listing(ServerLocator locator, KnownServers known, bool json)
    {
        public async Task<int> ListAsync(TimeSpan timeout, CancellationToken stopping)
        {
            var found = false;
            await foreach (var server in locator.FindAllAsync(timeout, known.Standings(), stopping))
            {
                found = true;
                Console.Out.WriteLine(json ? JsonOf(server) : FoundServers.Line(server, known, StandardStreams.OutputColumns));
            }

            if (!found)
            {
                await Console.Error.WriteLineAsync(FoundServers.NoneFound);
            }

            return found ? ExitCode.Done : ExitCode.NothingFound;
        }

        public async Task<int> WatchAsync(TextWriter output, CancellationToken stopping)
        {
            await foreach (var change in locator.WatchAsync(known.Standings(), stopping))
            {
                var kind = change.Kind.ToString().ToLowerInvariant();
                output.WriteLine(json ? JsonOf(change.Server, kind)
                    : $"{kind,-8}  {FoundServers.Line(change.Server, known, StandardStreams.OutputColumns - "appeared  ".Length)}");
            }

            return ExitCode.Done;
        }

        private string JsonOf(FoundServer server, string? change = null) => JsonSerializer.Serialize(
            new DiscoveredJson(
                change,
                server.Announcement.Name,
                server.EndPoint.Address.ToString(),
                server.EndPoint.Port,
                server.Announcement.NeedsPassword,
                server.Announcement.Users,
                server.Announcement.Version,
                server.Announcement.Id)
            {
                Tls = server.Fingerprint?.ToString(),
                Trust = FoundServers.TrustWord(server, known),
            },
            ToolJson.Default.DiscoveredJson);
    }
}
