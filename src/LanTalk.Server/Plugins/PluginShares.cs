using System.Threading.Channels;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;
using LanTalk.Server.Clock;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Shares;
using LanTalk.Server.Sharing;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Plugins;

/// <summary>What the shares of plug-ins need of the server.</summary>
internal sealed record SharingParts(
    RoomRegistry Rooms,
    LocalShares Files,
    ShareStore Store,
    ShareAnnouncer Announcer,
    ServerClock Clock,
    TimeProvider Time,
    ILogger<PluginShares> Logger);

/// <summary>
/// Shares files for one run of a plug-in, one share after the other, and answers each when the room has been told. The plug-in's other actions do not wait
/// for them. What is not complete when the run ends is dropped.
/// </summary>
/// <param name="bot">The plug-in as a user.</param>
/// <param name="allowed">What it may do.</param>
/// <param name="run">The run.</param>
/// <param name="answer">Answers an action.</param>
/// <param name="parts">What it needs of the server.</param>
internal sealed partial class PluginShares(User bot, IReadOnlySet<string> allowed, PluginRun run, Action<AnswerLine> answer, SharingParts parts)
{
    private const int MaxWaiting = 100;
    private const int MostNamed = 10;

    private static readonly RateLimit Limit = new(50, TimeSpan.FromSeconds(5));

    private readonly Channel<ShareAction> _waiting = Channel.CreateBounded<ShareAction>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly ILogger _logger = parts.Logger;
    private readonly RateLimiter _limiter = new(Limit, parts.Time);

    /// <summary>Adds a share. Never waits. Used by the thread that reads the plug-in's lines.</summary>
    public void Add(ShareAction action)
    {
        var problem = !allowed.Contains(Permission.Share) ? Permission.Missing(Permission.Share)
            : _limiter.Check() != RateDecision.Allowed ? $"Too fast: at most {Limit.Count} shares in {Duration.Format(Limit.Per)}."
            : !_waiting.Writer.TryWrite(action) ? $"More than {MaxWaiting} shares are waiting."
            : null;
        if (problem is not null)
        {
            answer(new AnswerLine(action.Ref) { Error = problem });
        }
    }

    /// <summary>Shares what was added, until the run has ended.</summary>
    public async Task RunAsync()
    {
        using var ended = new CancellationTokenSource();
        var ending = run.Ended.ContinueWith(
            _ =>
            {
                ended.Cancel();
                _waiting.Writer.TryComplete();
            },
            TaskScheduler.Default);
        await foreach (var action in _waiting.Reader.ReadAllAsync())
        {
            if (await TryShareAsync(action, ended.Token) is { } line && (action.Ref is not null || line.Error is not null))
            {
                answer(line with { Ref = action.Ref });
            }
        }

        await ending;
    }

    /// <summary>Shares, and returns the answer; null if the run has ended, and nobody waits for one.</summary>
    private async Task<AnswerLine?> TryShareAsync(ShareAction action, CancellationToken ended)
    {
        try
        {
            ended.ThrowIfCancellationRequested();
            return await ShareAsync(action, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            // An internal error ends this share only.
            LogFault(e, bot.Name);
            return Failed("It failed by an internal error, which is in the server's log.");
        }
    }

    private async Task<AnswerLine> ShareAsync(ShareAction action, CancellationToken ended)
    {
        if (parts.Rooms.Find(action.Room ?? RoomName.Lobby) is not { } room)
        {
            return Failed($"There is no room {SafeText.Clean(action.Room!)}.");
        }

        if (action.Path.Length == 0 || action.Path.Contains('\0', StringComparison.Ordinal))
        {
            return Failed("The path is not one of a file.");
        }

        var taken = await parts.Files.TakeAsync(bot, Path.GetFullPath(action.Path, run.Directory), action.Title, ended);
        return taken.Share is { } share ? await AnnounceAsync(share, room, taken.LeftOut, ended) : Failed(taken.Problem);
    }

    private async Task<AnswerLine> AnnounceAsync(Share share, Room room, IReadOnlyList<LeftOut> leftOut, CancellationToken ended)
    {
        var (isNew, caller) = (share.Record.Announcements.Count == 0, new BotCaller(bot, parts.Clock));
        if (!ended.IsCancellationRequested)
        {
            await parts.Announcer.AnnounceAsync(caller, room, share.Facts.Id, nonce: null);
            room.Wake();

            // Whether it could be stored is known after the room's turn.
            await room.FlushAsync();
        }

        if (caller.AnnouncedId is not { } id)
        {
            if (isNew)
            {
                await parts.Store.RemoveAsync(share);
            }

            ended.ThrowIfCancellationRequested();
            return Failed(caller.Refusal ?? $"Share {share.Facts.Id} was removed.");
        }

        return new AnswerLine(null) { Id = id, Share = share.Facts.Id, Text = TextOf(leftOut) };
    }

    private static AnswerLine Failed(string error) => new(null) { Error = error };

    private static string? TextOf(IReadOnlyList<LeftOut> leftOut)
    {
        var named = string.Join(", ", leftOut.Take(MostNamed).Select(each => $"{SafeText.Clean(each.Path)} ({SafeText.Clean(each.Reason)})"));
        return leftOut.Count == 0 ? null : $"Left out: {named}{(leftOut.Count > MostNamed ? $" and {leftOut.Count - MostNamed} more" : "")}.";
    }

    [LoggerMessage(LogLevel.Error, "A share of the plug-in {Name} failed")]
    private partial void LogFault(Exception exception, string name);
}
