using System.Globalization;
using System.Text;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.History;

namespace LanTalk.Server.Commands;

/// <summary>The commands that look back at what was said; users and the operator have them.</summary>
internal sealed class HistoryCommands(IRoomStore store, ServerClock clock, TimeProvider time)
{
    private const int DefaultCount = 20;

    /// <summary>So many messages in one answer: they come as one, and nobody reads more at once.</summary>
    private const int MaxCount = 200;

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
            && (!int.TryParse(call.Arguments, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxCount))
        {
            call.Caller.Refuse($"'{call.Arguments}' is no number of messages: 1 to {MaxCount}.");
            return;
        }

        await ReplyAsync(call, () => store.ReadBefore(call.Room.Name, long.MaxValue, count), "Nothing has been said yet.");
    }

    private async ValueTask SearchAsync(CommandCall call)
    {
        if (call.Arguments.Length == 0)
        {
            call.RefuseUsage();
        }
        else if (SearchQuery.TryParse(call.Arguments, time, out var query, out var error))
        {
            await ReplyAsync(call, () => store.Search(call.Room.Name, query, DefaultCount), "Nothing was found.");
        }
        else
        {
            call.Caller.Refuse(error);
        }
    }

    private async ValueTask ReplyAsync(CommandCall call, Func<IReadOnlyList<StoredMessage>> read, string nothing)
    {
        try
        {
            // Reading takes its time, and this thread is needed for connections.
            var messages = await Task.Run(read);
            call.Caller.Reply(messages.Count == 0 ? [nothing] : [.. messages.Select(Line)]);
        }
        catch (StoreException e)
        {
            call.Caller.Refuse(e.Message);
        }
    }

    private string Line(StoredMessage message)
    {
        var text = SafeText.CleanOnOneLine(Encoding.UTF8.GetString(message.Text.Span));
        return message.IsAction ? $"[{clock.At(message.At)}] * {message.User} {text}" : $"[{clock.At(message.At)}] {message.User}: {text}";
    }
}
