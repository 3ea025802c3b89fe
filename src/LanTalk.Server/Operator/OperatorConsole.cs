using System.Buffers;
using LanTalk.Protocol.Frames;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Operator;

/// <summary>
/// The server's console: shows the rooms that the operator follows, as a reader with a cursor like any other, and the operator's own messages; passes
/// on what the operator types. The end of its input does not stop the server.
/// </summary>
internal sealed partial class OperatorConsole(
    LanTalkServerOptions options,
    IOperatorTerminal terminal,
    OperatorVisits visits,
    OperatorInbox inbox,
    OperatorInput input,
    ServerClock clock,
    TimeProvider time,
    ILogger<OperatorConsole> logger) : BackgroundService
{
    /// <summary>After showing at least this many messages at once, the console pauses before the next ones.</summary>
    private const int Crowd = 16;

    /// <summary>
    /// The length of the pause: too short to notice, but long enough that a busy server's threads are not woken for every few lines.
    /// </summary>
    private static readonly TimeSpan TimeToGather = TimeSpan.FromMilliseconds(10);

    private readonly List<ServerMessage> _messages = [];

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Here and not in the background, so that every message after the start is shown.
        await visits.BeginAsync();
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(ShowAllAsync(stoppingToken), ReadAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        finally
        {
            visits.End();
        }
    }

    private async Task ShowAllAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in inbox.News.ReadAllAsync(stoppingToken))
        {
            var shown = 0;
            ShowInbox();
            foreach (var followed in visits.Rooms)
            {
                shown += ShowRoom(followed);
            }

            if (shown >= Crowd)
            {
                await Task.Delay(TimeToGather, time, stoppingToken);
            }
        }
    }

    private void ShowInbox()
    {
        while (inbox.Reader.TryRead(out var message))
        {
            if (inbox.TakeDropped() is > 0 and var dropped)
            {
                var lost = Counted.Of(dropped, "answer or private message came faster than it", "answers and private messages came faster than they");
                terminal.Show([new SystemMessage(clock.Now, $"{lost} could be shown.", SystemEvents.Refused)]);
            }

            terminal.Show([message]);
        }
    }

    /// <summary>Shows the new messages of a room; returns their number.</summary>
    private int ShowRoom(FollowedRoom followed)
    {
        if (options.SendWindow > 0 && followed.Behind > options.SendWindow)
        {
            var skipped = Counted.Of(followed.Skip(), "line is", "lines are");
            input.Reply($"The conversation in {followed.Room.Name} is faster than this console: {skipped} not shown.");
        }

        _messages.Clear();
        while (followed.TryRead(out var run))
        {
            ReadRun(new ReadOnlySequence<byte>(run), _messages);
        }

        // Read before the inbox is shown, so that they come behind the answers, or the room state, that they followed.
        ShowInbox();
        if (!followed.IsOver)
        {
            terminal.Show(_messages);
        }

        return _messages.Count;
    }

    private static void ReadRun(ReadOnlySequence<byte> run, List<ServerMessage> messages)
    {
        while (FrameReader.TryRead(ref run, int.MaxValue, out var frame) == FrameStatus.Frame)
        {
            // The operator sees joins and leaves in the log, beside the conversation.
            if (MessageJson.ReadServerMessage(frame) is { } message
                and not SystemMessage { Room: null, Event: SystemEvents.Join or SystemEvents.Leave or SystemEvents.Crowd })
            {
                messages.Add(message);
            }
        }
    }

    private async Task ReadAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var typed in terminal.ReadLinesAsync(stoppingToken))
            {
                await input.DoAsync(typed);
            }
        }
        catch (IOException e)
        {
            // Treated as the end of the input: the server goes on.
            LogInputBroken(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The console's input ended: {Cause}")]
    private partial void LogInputBroken(string cause);
}
