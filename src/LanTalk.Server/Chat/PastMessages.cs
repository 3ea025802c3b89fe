using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Chat;

/// <summary>Answers questions of clients that show what was said before as messages, not as lines: pages of a room's history, and what a search finds.</summary>
internal sealed class PastMessages(Lookback lookback, StoreFaults faults, ServerClock clock, TimeProvider time)
{
    private const int DefaultPage = 100;
    private const int MostFound = 50;

    /// <summary>How many bytes of text a page has at most; clients need not take lines of any length.</summary>
    private const int MaxPageBytes = 128 * 1024;

    /// <summary>Tells a page of a room's history.</summary>
    public Task TellHistoryAsync(Session session, Room room, AskHistory ask) => TellAsync(session, async () =>
    {
        var count = (int)Math.Clamp(ask.Limit ?? DefaultPage, 1, Lookback.MaxCount);
        var isBackward = ask.Before is not null || ask.After is null;
        var page = isBackward
            ? await lookback.ReadBeforeAsync(session, room, ask.Before, count, MaxPageBytes)
            : await lookback.ReadAfterAsync(session, room, ask.After!.Value, count, MaxPageBytes);
        var messages = page.Messages.Select(message => Of(message));
        bool? isEnd = page.Reached is null ? true : null;
        return new HistoryPage(clock.Now, room.Name, [.. isBackward ? messages.Reverse() : messages])
        {
            Before = ask.Before,
            After = isBackward ? null : ask.After,
            Reached = page.Reached,
            First = isBackward ? isEnd : null,
            Last = isBackward ? null : isEnd,
        };
    });

    /// <summary>Tells what a search finds.</summary>
    public Task TellFoundAsync(Session session, Room room, string asked) => TellAsync(session, async () =>
    {
        if (!SearchQuery.TryParse(asked, time, out var query, out var error))
        {
            session.Refuse(error);
            return null;
        }

        var searched = lookback.RoomsFor(session, room, query.In);
        if (searched.Count == 0)
        {
            session.Refuse(SearchTexts.NotIn(query.In!));
            return null;
        }

        if (await lookback.SearchAsync(session, searched, query, MostFound) is not { } found)
        {
            session.Refuse(SearchTexts.TooLong);
            return null;
        }

        return new Found(clock.Now, SafeText.Clean(asked), searched, [.. found.Select(each => Of(each.Message) with { Room = each.Room })]);
    });

    private async Task TellAsync(Session session, Func<Task<ServerMessage?>> answerAsync)
    {
        try
        {
            if (await answerAsync() is { } answer)
            {
                session.Send(answer);
            }
        }
        catch (StoreException e)
        {
            faults.Note(e);
            session.Refuse(e.PublicMessage);
        }
    }

    private static PastMessage Of(in StoredMessage message) => new(message.Id, message.User, Encoding.UTF8.GetString(message.Text.Span), message.At)
    {
        Action = message.IsAction ? true : null,
        Bot = message.IsBot ? true : null,
        Share = message.Share,
    };
}
