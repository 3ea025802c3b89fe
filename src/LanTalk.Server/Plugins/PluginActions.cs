using System.Threading.Channels;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Commands;
using LanTalk.Server.History;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Plugins;

/// <summary>What actions need of the server.</summary>
internal sealed record ActionParts(
    RoomRegistry Rooms,
    Conversation Conversation,
    PrivateMessages PrivateMessages,
    CommandRegistry Commands,
    IRoomStore History,
    StoreWork Work,
    PluginStore Store,
    LengthGate Length,
    ServerClock Clock,
    TimeProvider Time,
    ILogger<PluginActions> Logger);

/// <summary>Carries out the actions of one run of a plug-in, one after the other, and answers each. Nobody else waits for them.</summary>
internal sealed partial class PluginActions(User bot, IReadOnlySet<string> allowed, PluginRun run, ActionParts parts)
{
    private const int MaxWaiting = 1000;
    private const int MaxMessages = 100;
    private const int MaxMessageBytes = 40 * 1024;

    private static readonly RateLimit SpeechLimit = new(50, TimeSpan.FromSeconds(5));

    /// <summary>The operator's commands that a plug-in can use, and the permission for each.</summary>
    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        ["topic"] = Permission.Topic,
        ["mute"] = Permission.Mute,
        ["unmute"] = Permission.Mute,
        ["kick"] = Permission.Kick,
        ["ban"] = Permission.Ban,
        ["unban"] = Permission.Ban,
        ["unsend"] = Permission.Share,
    };

    private readonly Channel<PluginAction> _waiting = Channel.CreateBounded<PluginAction>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly ILogger _logger = parts.Logger;
    private readonly RateLimiter _speech = new(SpeechLimit, parts.Time);

    /// <summary>Adds an action. Never waits.</summary>
    public void Add(PluginAction action)
    {
        if (!_waiting.Writer.TryWrite(action))
        {
            Answer(new AnswerLine(action.Ref) { Error = $"More than {MaxWaiting} actions are waiting." });
        }
    }

    /// <summary>Carries out what was added, until the run has ended.</summary>
    public async Task RunAsync()
    {
        _ = run.Ended.ContinueWith(_ => _waiting.Writer.TryComplete(), TaskScheduler.Default);
        await foreach (var action in _waiting.Reader.ReadAllAsync())
        {
            var answer = await TryCarryOutAsync(action);
            if (action.Ref is not null || answer.Error is not null)
            {
                Answer(answer);
            }
        }
    }

    /// <summary>Answers an action. An error that the plug-in cannot match is noted as well.</summary>
    public void Answer(AnswerLine answer)
    {
        if (answer is { Ref: null, Error: { } error })
        {
            run.Note(error);
        }

        // A plug-in that does not read its answers is ended by its input's limit.
        run.Send(answer);
    }

    private async Task<AnswerLine> TryCarryOutAsync(PluginAction action)
    {
        try
        {
            return await CarryOutAsync(action) with { Ref = action.Ref };
        }
        catch (StoreException e)
        {
            return new AnswerLine(action.Ref) { Error = e.PublicMessage };
        }
        catch (Exception e) when (e is PluginException or IOException or UnauthorizedAccessException or TimeoutException or Moderation.BanFileException)
        {
            return new AnswerLine(action.Ref) { Error = e.Message };
        }
        catch (Exception e)
        {
            // An internal error ends this action only.
            LogFault(e, bot.Name, action.GetType().Name);
            return new AnswerLine(action.Ref) { Error = "It failed by an internal error, which is in the server's log." };
        }
    }

    private Task<AnswerLine> CarryOutAsync(PluginAction action) => action switch
    {
        SayAction say => IfAllowed(Permission.Say, () => InRoom(say.Room, room => SayAsync(room, say))),
        PrivateAction told => IfAllowed(Permission.Private, () => TellAsync(told)),
        DoAction done => Commands.GetValueOrDefault(done.Command) is { } permission
            ? IfAllowed(permission, () => InRoom(done.Room, room => DoAsync(room, done)))
            : Failed($"A plug-in cannot use the command '{SafeText.Clean(done.Command)}': it can use {string.Join(", ", Commands.Keys)}."),
        HistoryAction asked => IfAllowed(Permission.History, () => InRoom(asked.Room, room => ReadAsync(room, asked))),
        SearchAction asked => IfAllowed(Permission.History, () => InRoom(asked.Room, room => SearchAsync(room, asked))),
        GetAction get => Task.FromResult(new AnswerLine(null) { Value = parts.Store.Get(bot.Name, get.Key) }),
        SetAction set => Task.FromResult(new AnswerLine(null) { Error = parts.Store.Set(bot.Name, set.Key, set.Value) }),
        KeysAction keys => Task.FromResult(new AnswerLine(null) { Keys = parts.Store.Keys(bot.Name, keys.Prefix ?? "") }),
        _ => Failed("The server does not know this action."),
    };

    private async Task<AnswerLine> SayAsync(Room room, SayAction say)
    {
        if (FindProblem(say.Text, out var text) is { } problem)
        {
            return await Failed(problem);
        }

        var caller = new BotCaller(bot, parts.Clock);
        await parts.Conversation.SayAsync(caller, room, text, nonce: null, isAction: say.Action == true);
        room.Wake();

        // Whether it could be stored is known after the room's turn.
        await room.FlushAsync();
        return new AnswerLine(null) { Error = caller.Refusal };
    }

    private async Task<AnswerLine> TellAsync(PrivateAction told)
    {
        if (FindProblem(told.Text, out var text) is { } problem)
        {
            return await Failed(problem);
        }

        var caller = new BotCaller(bot, parts.Clock);
        await parts.PrivateMessages.SendAsync(caller, told.To, text, nonce: null);
        return new AnswerLine(null) { Error = caller.Refusal, Text = caller.Text };
    }

    private async Task<AnswerLine> DoAsync(Room room, DoAction done)
    {
        var caller = new BotCaller(bot, parts.Clock);
        await parts.Commands.RunAsync(caller, SafeText.Clean($"{done.Command} {done.Arguments}".Trim()), room);
        room.Wake();
        return new AnswerLine(null) { Error = caller.Refusal, Text = caller.Text };
    }

    private async Task<AnswerLine> ReadAsync(Room room, HistoryAction asked)
    {
        var count = Math.Clamp(asked.Count ?? MaxMessages, 1, MaxMessages);
        var found = await parts.Work.RunAsync(null, () => parts.History.ReadBefore(room.Name, asked.Before ?? long.MaxValue, count));
        return Messages(room, found);
    }

    private async Task<AnswerLine> SearchAsync(Room room, SearchAction asked)
    {
        if (!SearchQuery.TryParse(asked.Query, parts.Time, out var query, out var error))
        {
            return await Failed(error);
        }

        var found = await parts.Work.SearchAsync(null, cancellation => parts.History.Search(room.Name, query, MaxMessages, cancellation));
        return found is null ? await Failed(SearchTexts.TooLong) : Messages(room, found);
    }

    /// <summary>The newest of them that fit into a line.</summary>
    private AnswerLine Messages(Room room, IReadOnlyList<StoredMessage> found)
    {
        var bytes = 0;
        var fitting = found.Reverse().TakeWhile((message, index) => (bytes += message.Text.Length) <= MaxMessageBytes || index == 0).Reverse();
        return new AnswerLine(null) { Messages = [.. fitting.Select(message => RoomMessages.Of(message, room.WireName, parts.Clock))] };
    }

    private string? FindProblem(string given, out string text)
    {
        text = SafeText.CleanLines(given.Trim());
        return text.Length == 0 ? "An empty message is not sent."
            : _speech.Check() != RateDecision.Allowed ? $"Too fast: at most {SpeechLimit.Count} messages in {Duration.Format(SpeechLimit.Per)}."
            : null;
    }

    private Task<AnswerLine> IfAllowed(string permission, Func<Task<AnswerLine>> actAsync) =>
        allowed.Contains(permission) ? actAsync() : Failed(Permission.Missing(permission));

    private Task<AnswerLine> InRoom(string? name, Func<Room, Task<AnswerLine>> actAsync) =>
        parts.Rooms.Find(name ?? RoomName.Lobby) is { } room ? actAsync(room) : Failed($"There is no room {SafeText.Clean(name!)}.");

    private static Task<AnswerLine> Failed(string error) => Task.FromResult(new AnswerLine(null) { Error = error });

    [LoggerMessage(LogLevel.Error, "An action of the plug-in {Name} failed: {Action}")]
    private partial void LogFault(Exception exception, string name, string action);
}
