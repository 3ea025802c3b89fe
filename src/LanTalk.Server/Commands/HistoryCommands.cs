using System.Globalization;
using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Dialects;
using LanTalk.Server.History;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Commands;

/// <summary>The commands that show past messages, for users and the operator.</summary>
internal sealed class HistoryCommands(Lookback lookback, StoreFaults faults, TimeProvider time)
{
    private const int DefaultCount = 20;

    /// <summary>The maximum number of rooms that an answer lists by name.</summary>
    private const int MostNamed = 5;

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
            call.Caller.Quote(page.Messages.Count == 0
                ? [new QuotedLine("Nothing has been said yet.")]
                : [.. page.Messages.Reverse().Select(message => QuoteOf(message))]);
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

        var lines = found.Select(each => QuoteOf(each.Message, searched.Count == 1 ? "" : $"[{each.Room}] "));
        if (call.Caller.Session?.Dialect.Has(DialectFeatures.Rooms) == false)
        {
            // A caller in a single room gets the original wording.
            call.Caller.Quote(found.Count == 0 ? [new QuotedLine("Nothing was found.")] : [.. lines]);
            return;
        }

        var places = searched.Count <= MostNamed ? string.Join(", ", searched) : $"{searched.Count} rooms";
        var hint = searched.Count == 1 && lookback.RoomsFor(call.Caller.Session, call.Room, SearchQuery.Everywhere).Count > 1
            ? $" in:{SearchQuery.Everywhere} searches all your rooms." : "";
        call.Caller.Quote([new QuotedLine($"{(found.Count == 0 ? "Nothing was found" : "Found")} in {places}.{hint}"), .. lines]);
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

    private static QuotedLine QuoteOf(StoredMessage message, string tag = "")
    {
        var text = SafeText.CleanOnOneLine(Encoding.UTF8.GetString(message.Text.Span));
        return new QuotedLine(message.IsAction ? $"* {message.User} {text}" : $"{message.User}: {text}", message.At, tag);
    }
}
