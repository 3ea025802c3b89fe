using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Hosting;
using LanTalk.Cli.Json;
using LanTalk.Cli.Options;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Moderation;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk ban</c>: lists, adds and removes bans. A server that runs on the same data directory notices within a second.</summary>
internal sealed class BanCommand : Verb
{
    public BanCommand()
        : base("ban", "List, add or remove bans; a running server follows within a second.")
    {
        Chapter = VerbChapters.Server;
        Examples =
        [
            new("lantalk ban list", "Show who is banned, and until when."),
            new("lantalk ban add 10.1.2.3 --for 7d --reason \"rude\"", "Ban an address for a week."),
            new("lantalk ban remove 10.1.2.3", "End a ban."),
        ];
        Subcommands.Add(new ListCommand());
        Subcommands.Add(new AddCommand());
        Subcommands.Add(new RemoveCommand());
    }

    private static Argument<BanTarget?> Target() => new("TARGET")
    {
        Description = "An address (10.1.2.3), a range (10.1.0.0/16) or a key (key:…).",
        CustomParser = Parse,
    };

    private static BanTarget? Parse(ArgumentResult result)
    {
        if (!BanTarget.TryParse(result.Tokens[0].Value, out var target, out var error))
        {
            result.AddError($"{error}.");
        }

        return target;
    }

    private static Task<int> RunAsync(string? directory, Func<BanStore, Task<int>> work)
    {
        if (!DefaultDataDirectory.HoldsServer(directory!))
        {
            Console.Error.WriteLine($"lantalk ban: no server has run in {directory} yet. If you mean another one, name it with --data-dir DIR.");
        }

        var builder = ToolHost.Create(LogEventLevel.Warning);
        builder.Services.AddSingleton(services => BanStore.Open(directory!, services.GetRequiredService<TimeProvider>()));
        return ToolHost.RunAsync(builder, async (services, _) =>
        {
            try
            {
                return await work(services.GetRequiredService<BanStore>());
            }
            catch (BanFileException e)
            {
                throw new ToolException(ExitCode.Usage, e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
            {
                throw new ToolException(ExitCode.Usage, $"Cannot change the bans in {directory}: {e.Message}");
            }
        });
    }

    private sealed class ListCommand : Verb
    {
        private readonly Option<bool> _json = CommonOptions.Json("One JSON object a line.");
        private readonly Option<string?> _directory = CommonOptions.DataDirectory();

        public ListCommand()
            : base("list", "List the bans.")
        {
            AddGroup("More", _json, _directory);
            SetAction((result, _) => RunAsync(result.GetValue(_directory), bans => List(bans, result.GetValue(_json))));
        }

        private static Task<int> List(BanStore bans, bool json)
        {
            var all = bans.List();
            if (all.Count == 0)
            {
                Console.Error.WriteLine($"lantalk ban: nobody is banned in {bans.Path}.");
            }

            foreach (var ban in all)
            {
                Console.Out.WriteLine(json
                    ? JsonSerializer.Serialize(BanJson.Of(ban), ToolJson.Default.BanJson)
                    : ban.Describe(TimeZoneInfo.Local));
            }

            return Task.FromResult(ExitCode.Done);
        }
    }

    private sealed class AddCommand : Verb
    {
        private readonly Argument<BanTarget?> _target = Target();
        private readonly Option<string?> _reason = EnvironmentOption.Create<string?>(
            "--reason", "TEXT", "The reason, which the banned user is told.", null, ValueParsers.Text);

        private readonly Option<TimeSpan> _for = EnvironmentOption.Create(
            "--for", "TIME", "For how long, such as 2h or 30d. Default: for good.", TimeSpan.Zero, ValueParsers.Penalty);

        private readonly Option<string?> _directory = CommonOptions.DataDirectory();

        public AddCommand()
            : base("add", "Add a ban, or replace the one of the same target.")
        {
            Arguments.Add(_target);
            Examples = [new("lantalk ban add 10.1.0.0/16 --for 2h", "Ban a network for two hours.")];
            AddGroup("The ban", _for, _reason);
            AddGroup("More", _directory);
            SetAction((result, _) => AddAsync(result));
        }

        private Task<int> AddAsync(ParseResult result)
        {
            var directory = result.GetValue(_directory)!;
            if (result.GetResult(_directory) is null or { Implicit: true })
            {
                // A server that starts later finds the ban. A directory that was named but does not exist was mistyped.
                DataDirectory.Create(directory);
            }

            return RunAsync(directory, bans => AddAsync(bans, result));
        }

        private async Task<int> AddAsync(BanStore bans, ParseResult result)
        {
            DateTimeOffset? until = result.GetValue(_for) is var span && span > TimeSpan.Zero ? TimeProvider.System.GetUtcNow() + span : null;
            var reason = result.GetValue(_reason) is { } text ? SafeText.Clean(text) : null;
            await bans.AddAsync(new Ban(result.GetValue(_target)!, reason, until, Environment.UserName));
            return ExitCode.Done;
        }
    }

    private sealed class RemoveCommand : Verb
    {
        private readonly Argument<string> _whom = new("TARGET") { Description = "An address, a range or a key, or the name of a user that was banned." };
        private readonly Option<string?> _directory = CommonOptions.DataDirectory();

        public RemoveCommand()
            : base("remove", "End a ban.")
        {
            Arguments.Add(_whom);
            AddGroup("More", _directory);
            SetAction((result, _) => RunAsync(result.GetValue(_directory), bans => RemoveAsync(bans, result.GetValue(_whom)!)));
        }

        private static async Task<int> RemoveAsync(BanStore bans, string whom)
        {
            List<BanTarget> targets = [.. bans.FindName(whom).Select(ban => ban.Target)];
            if (targets.Count == 0)
            {
                targets = BanTarget.TryParse(whom, out var target, out var error)
                    ? [target]
                    : throw new ToolException(ExitCode.Usage, $"nobody named {SafeText.Clean(whom)} is banned, and {error}.");
            }

            if (await bans.RemoveAsync(targets))
            {
                return ExitCode.Done;
            }

            Console.Error.WriteLine($"lantalk ban: {targets[0]} is not banned; lantalk ban list shows who is.");
            return ExitCode.NothingFound;
        }
    }
}
