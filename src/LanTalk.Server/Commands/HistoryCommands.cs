using System.Globalization;
using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Dialects;
using LanTalk.Server.History;

namespace LanTalk.Server.Commands;

/// <summary>The commands that look back at what was said; users and the operator have them.</summary>
internal sealed class HistoryCommands(Lookback lookback, StoreFaults faults, ServerClock clock, TimeProvider time)
{
    private const int DefaultCount = 20;

    /// <summary>Of how many rooms an answer tells the names.</summary>
    private const int MostNamed = 5;

    /// <summary>The commands.</summary>
    public IEnumerable<ChatCommand> Commands() =>
    [
        new("history", "[count]", "Show the last messages again.", CommandAudience.Everybody, HistoryAsync),
        new("search", "<words>", """Find what was said: words, "phrases", from:bob, since:yesterday.""", CommandAudience.Everybody, SearchAsync),
    ];

    private async ValueTask HistoryAsync(CommandCall call)
    {
        var count = DefaultCount;
        if (call.Arguments.Length > 0
            && (!int.TryParse(call.Arguments, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > Lookback.MaxCount))
        {
            call.Caller.Refuse($"'{call.Arguments}' is no number of messages: 1 to {Lookback.MaxCount}.");
            return;
        }

        await ReplyAsync(call, async () =>
        {
            var page = await lookback.ReadBeforeAsync(call.Caller.Session, call.Room, before: null, count);
            call.Caller.Reply(page.Messages.Count == 0 ? ["Nothing has been said yet."] : [.. page.Messages.Reverse().Select(Line)]);
        });
    }

    private async ValueTask SearchAsync(CommandCall call)
    {
        if (call.Arguments.Length == 0)
        {
            call.RefuseUsage();
        }
        else if (!SearchQuery.TryParse(call.Arguments, time, out var query, out var error))
        {
            call.Caller.Refuse(error);
        }
        else if (lookback.RoomsFor(call.Caller.Session, call.Room, query.In) is { Count: > 0 } searched)
        {
            await ReplyAsync(call, () => SearchAsync(call, query, searched));
        }
        else
        {
            call.Caller.Refuse(SearchTexts.NotIn(query.In!));
        }
    }

    private async ValueTask SearchAsync(CommandCall call, SearchQuery query, List<string> searched)
    {
        var found = await lookback.SearchAsync(call.Caller.Session, searched, query, DefaultCount);
        if (found is null)
        {
            call.Caller.Refuse(SearchTexts.TooLong);
            return;
        }

        var lines = found.Select(each => searched.Count == 1 ? Line(each.Message) : $"[{each.Room}] {Line(each.Message)}");
        if (call.Caller.Session?.Dialect.Has(DialectFeatures.Rooms) == false)
        {
            // It is in one room, and is told what it always was.
            call.Caller.Reply(found.Count == 0 ? ["Nothing was found."] : [.. lines]);
            return;
        }

        var places = searched.Count <= MostNamed ? string.Join(", ", searched) : $"{searched.Count} rooms";
        var hint = searched.Count == 1 && lookback.RoomsFor(call.Caller.Session, call.Room, SearchQuery.Everywhere).Count > 1 ? $" in:{SearchQuery.Everywhere} searches all your rooms." : "";
        call.Caller.Reply(found.Count == 0 ? [$"Nothing was found in {places}.{hint}"] : [$"Found in {places}.{hint}", .. lines]);
    }

    private async ValueTask ReplyAsync(CommandCall call, Func<ValueTask> answerAsync)
    {
        try
        {
            await answerAsync();
        }
        catch (StoreException e)
        {
            faults.Note(e);
            call.Caller.Refuse(call.Caller.TextOf(e));
        }
    }

    private string Line(StoredMessage message)
    {
        var text = SafeText.CleanOnOneLine(Encoding.UTF8.GetString(message.Text.Span));
        return message.IsAction ? $"[{clock.At(message.At)}] * {message.User} {text}" : $"[{clock.At(message.At)}] {message.User}: {text}";
    }
}
