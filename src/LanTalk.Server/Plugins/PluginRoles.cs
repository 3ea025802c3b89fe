using LanTalk.Protocol.Text;
using LanTalk.Server.Commands;
using LanTalk.Server.Configuration;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Programs;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Plugins;

/// <summary>What the roles of plug-ins need of the server.</summary>
internal sealed record RoleParts(
    LanTalkServerOptions Options,
    CommandRegistry Commands,
    Overviews Overviews,
    PluginGate Gate,
    BotNames Bots,
    NameRegistry Names,
    SessionRegistry Sessions,
    ActionParts Actions,
    SharingParts Sharing,
    TimeProvider Time,
    ILogger<PluginRoles> Logger);

/// <summary>
/// What a plug-in does in the chat, over all its runs: its name, commands, filter, watches and actions. A run takes them over from the one before.
/// </summary>
internal sealed partial class PluginRoles(PluginWatches watches, ProgramLog log, RoleParts parts)
{
    private const int MaxSpan = 40;

    /// <summary>The time limit for a reply.</summary>
    public static readonly TimeSpan ReplyPatience = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = parts.Logger;
    private volatile PluginRun? _run;
    private string? _name;
    private IReadOnlyList<ChatCommand> _commands = [];
    private PluginFilter? _filter;

    /// <summary>The manifest of the present run, or of the last one; null if none was ever ready.</summary>
    public Manifest? Manifest { get; private set; }

    /// <summary>What it may do.</summary>
    public IReadOnlySet<string> Allowed { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether it is told what happens on the server and in no room.</summary>
    public bool HearsEvents => Allowed.Contains(Permission.Watch) && Manifest?.Watch?.Events != false;

    /// <summary>Completes when all that it wanted done is done, soon after its runs have ended.</summary>
    public Task Acting { get; private set; } = Task.CompletedTask;

    /// <summary>The plug-in's log.</summary>
    public ProgramLog Log => log;

    /// <summary>Lets a run that is about to be ready act.</summary>
    /// <exception cref="PluginException">It cannot have its name.</exception>
    public void Prepare(Manifest manifest, IReadOnlySet<string> allowed, PluginRun run)
    {
        TakeName(manifest.Name);
        var bot = User.Bot(manifest.Name);
        var actions = new PluginActions(bot, allowed, run, parts.Actions);
        var shares = new PluginShares(bot, allowed, run, actions.Answer, parts.Sharing);
        run.Acts = action =>
        {
            if (action is ShareAction share)
            {
                shares.Add(share);
            }
            else
            {
                actions.Add(action);
            }
        };
        run.Sees = watches.Confirm;
        var acting = Task.WhenAll(actions.RunAsync(), shares.RunAsync());
        Acting = Acting.IsCompleted ? acting : Task.WhenAll(Acting, acting);
    }

    /// <summary>Gives a run that is ready its roles.</summary>
    /// <exception cref="PluginException">It cannot have them; the run before keeps them.</exception>
    public void Take(Manifest manifest, IReadOnlySet<string> allowed, PluginRun run)
    {
        IReadOnlyList<ChatCommand> commands = [.. manifest.Commands.Select(form => Command(form, manifest.Name))];
        var former = _commands;
        if (parts.Commands.Replace(former, commands) is { } taken)
        {
            throw new PluginException($"The plug-in {manifest.Name} has the command /{taken.Name}, which there is already.");
        }

        (_commands, Manifest, Allowed, _run) = (commands, manifest, allowed, run);
        TakeFilter(manifest, allowed, run);
        watches.Begin(allowed.Contains(Permission.Watch) ? manifest.Watch : null, run.Input);
        TellIfChanged(former);
    }

    /// <summary>There is no run for a while: commands say so, and the filter does what its manifest says.</summary>
    public void Pause()
    {
        _run = null;
        _filter?.Run = null;
        watches.End();
    }

    /// <summary>Takes all roles away.</summary>
    public void End()
    {
        Pause();
        var former = _commands;
        parts.Commands.Replace(former, []);
        parts.Gate.Replace(_filter, null);
        (_commands, _filter) = ([], null);
        TellIfChanged(former);
        if (_name is not null)
        {
            parts.Bots.Remove(_name);
        }

        log.Dispose();
    }

    /// <summary>Looks after the watches; called once a second.</summary>
    public void Look() => watches.Look();

    /// <summary>Clients complete commands, refuse those that they do not know, and let users tap those of a bot in what it says.</summary>
    private void TellIfChanged(IReadOnlyList<ChatCommand> former)
    {
        if (!former.Select(Shown).SequenceEqual(_commands.Select(Shown)))
        {
            parts.Overviews.Tell();
        }

        static (string, string, string, string?) Shown(ChatCommand command) => (command.Name, command.Arguments, command.Help, command.Bot);
    }

    private void TakeName(string name)
    {
        if (_name == name)
        {
            return;
        }

        if (parts.Sessions.IsReserved(name) || !parts.Bots.TryAdd(name))
        {
            throw new PluginException($"The name {name} belongs to the server, or to another plug-in.");
        }

        // Reserved first, so that nobody takes it in between.
        if (parts.Sessions.IsInUse(name) || parts.Names.Find(name) is not null)
        {
            parts.Bots.Remove(name);
            throw new PluginException($"The name {name} belongs to a user. /release {name} frees it once that user is gone.");
        }

        if (_name is not null)
        {
            parts.Bots.Remove(_name);
        }

        _name = name;
    }

    private void TakeFilter(Manifest manifest, IReadOnlySet<string> allowed, PluginRun run)
    {
        var filter = manifest.Filter is { } form && allowed.Contains(Permission.Filter)
            ? new PluginFilter(
                manifest.Name, form, parts.Options.FilterDeadline, MuteAsync,
                () => LogLeftOut(manifest.Name, parts.Options.FilterDeadline.TotalMilliseconds), parts.Time)
            { Run = run }
            : null;
        parts.Gate.Replace(_filter, filter);
        _filter = filter;
    }

    private async ValueTask MuteAsync(string user, string span, Rooms.Room room)
    {
        if (!Allowed.Contains(Permission.Mute))
        {
            _run?.Note($"The permission '{Permission.Mute}' is missing: {user} is not muted.");
            return;
        }

        var caller = new BotCaller(User.Bot(Manifest!.Name), parts.Actions.Clock);
        await parts.Commands.RunAsync(caller, SafeText.Clean($"mute {user} for {ShortText.Of(span, MaxSpan)}"), room);
        if (caller.Refusal is { } refusal)
        {
            _run?.Note(refusal);
        }
    }

    private ChatCommand Command(CommandForm form, string bot) =>
        new(form.Name, form.Arguments ?? "", form.Help, CommandAudience.Everybody, RunAsync) { Bot = bot };

    private async ValueTask RunAsync(CommandCall call)
    {
        var reply = _run is not { } run ? null : await run.CallAsync(
            number => new CommandLine(
                number, call.Command.Name, call.Arguments, call.Caller.Name, call.Room.Name, call.Caller.Session is null ? true : null),
            ReplyPatience);
        if (reply is not Reply { } answer)
        {
            call.Caller.Refuse($"The plug-in of /{call.Command.Name} does not answer. Try again later.");
        }
        else if (answer.Error is { } error)
        {
            call.Caller.Refuse(ShortText.Reason(error));
        }
        else if (answer.Text is { Length: > 0 } text)
        {
            call.Caller.Reply(ShortText.Lines(text));
        }
    }

    [LoggerMessage(LogLevel.Warning, "The filter of the plug-in {Name} gave no verdict within {Deadline} ms three times: it is left out for a minute.")]
    private partial void LogLeftOut(string name, double deadline);
}
