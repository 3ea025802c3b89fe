using System.Globalization;
using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Dialects;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Commands;

/// <summary>The commands that show past messages, for users and the operator.</summary>
internal sealed class HistoryCommands(IRoomStore store, RoomRegistry rooms, StoreWork work, StoreFaults faults, TimeProvider time)
{
    private const int DefaultCount = 20;

    /// <summary>The maximum number of messages in one answer, which is sent as a single message.</summary>
    private const int MaxCount = 200;

    /// <summary>The maximum number of rooms that an answer lists by name.</summary>
    private const int MostNamed = 5;

    /// <summary>How many messages are searched at most for ones that the caller does not hide.</summary>
    private const int MostLookedAt = 2000;

    public IEnumerable<ChatCommand> Commands() =>
    [
        new("history", "[count]", "Show the last messages again.", CommandAudience.Everybody, HistoryAsync),
        new("search", "<words>", """Find what was said: words, "phrases", from:bob, since:yesterday.""", CommandAudience.Everybody, SearchAsync),
    ];

    private async ValueTask HistoryAsync(CommandCall call)
    {
        var count = DefaultCount;
        if (call.Arguments.Length > 0
            && (!int.TryParse(call.Arguments, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxCount))
        {
            call.Caller.Refuse($"'{call.Arguments}' is no number of messages: 1 to {MaxCount}.");
            return;
        }

        await ReplyAsync(call, async () =>
        {
            var messages = await work.RunAsync(call.Caller.Session, () => ReadLast(call, count));
            call.Caller.Quote(messages.Count == 0 ? [new QuotedLine("Nothing has been said yet.")] : [.. messages.Select(message => QuoteOf(message))]);
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
        else if (RoomsFor(call, query.In) is { Count: > 0 } searched)
        {
            await ReplyAsync(call, () => SearchAsync(call, query, searched));
        }
        else
        {
            call.Caller.Refuse($"You are not in {query.In}. in: takes a room that you are in, or in:{SearchQuery.Everywhere} for all of them.");
        }
    }

    private async ValueTask SearchAsync(CommandCall call, SearchQuery query, List<string> searched)
    {
        // Some of the results may be hidden from the caller.
        var count = Ignored(call) is null ? DefaultCount : MaxCount;
        var found = await work.SearchAsync(call.Caller.Session, gone => searched
            .SelectMany(room => store.Search(room, query, count, gone).Select(message => (Room: room, Message: message)))
            .Where(each => !IsHidden(call, each.Message))
            .OrderBy(each => each.Message.At)
            .TakeLast(DefaultCount)
            .ToList());
        if (found is null)
        {
            call.Caller.Refuse($"There was no answer within {Duration.Format(StoreWork.SearchPatience)}. Look for rarer words, or add since: or from:, or try again.");
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
        var hint = searched.Count == 1 && RoomsFor(call, SearchQuery.Everywhere).Count > 1 ? $" in:{SearchQuery.Everywhere} searches all your rooms." : "";
        call.Caller.Quote([new QuotedLine($"{(found.Count == 0 ? "Nothing was found" : "Found")} in {places}.{hint}"), .. lines]);
    }

    /// <summary>The rooms that a caller may search by this name; empty if it is not in that room. The operator may search all of them.</summary>
    private List<string> RoomsFor(CommandCall call, string? name)
    {
        var own = (call.Caller.Session is { } session ? session.Membership.Seats.Select(seat => seat.Room.Name) : rooms.All.Select(room => room.Name)).ToList();
        return name switch
        {
            null => [call.Room.Name],
            SearchQuery.Everywhere => own,
            _ => own.Contains(name, StringComparer.Ordinal) ? [name] : [],
        };
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

    /// <summary>The last messages that the caller does not hide, among the last <see cref="MostLookedAt"/>.</summary>
    private List<StoredMessage> ReadLast(CommandCall call, int count)
    {
        var newestFirst = new List<StoredMessage>();
        var before = long.MaxValue;
        var pageSize = Ignored(call) is null ? count : MaxCount;
        for (var looked = 0; looked < MostLookedAt && newestFirst.Count < count; looked += pageSize)
        {
            var page = store.ReadBefore(call.Room.Name, before, pageSize);
            newestFirst.AddRange(page.Where(message => !IsHidden(call, message)).Reverse());
            if (page.Count < pageSize)
            {
                break;
            }

            before = page[0].Id;
        }

        return [.. newestFirst.Take(count).Reverse()];
    }

    private static bool IsHidden(CommandCall call, StoredMessage message) => Ignored(call)?.Hides(message.User, message.Sender) == true;

    /// <summary>The caller's ignore list; null if it ignores nobody.</summary>
    private static IgnoreList? Ignored(CommandCall call) => call.Caller.Session?.Membership.Ignored is { IsEmpty: false } ignored ? ignored : null;

    private static QuotedLine QuoteOf(StoredMessage message, string tag = "")
    {
        var text = SafeText.CleanOnOneLine(Encoding.UTF8.GetString(message.Text.Span));
        return new QuotedLine(message.IsAction ? $"* {message.User} {text}" : $"{message.User}: {text}", message.At, tag);
    }
}
