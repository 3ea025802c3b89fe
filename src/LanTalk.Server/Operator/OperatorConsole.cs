using System.Buffers;
using System.Text;
using System.Threading.Channels;
using LanTalk.Protocol.Frames;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Commands;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Operator;

/// <summary>
/// The server's console: shows the room, as a reader with a cursor like any other, and what is meant for the operator;
/// carries out what the operator types. The end of its input does not stop the server.
/// </summary>
internal sealed partial class OperatorConsole(
    LanTalkServerOptions options,
    IOperatorTerminal terminal,
    RoomRegistry rooms,
    Conversation conversation,
    CommandRegistry commands,
    OperatorInbox inbox,
    ServerClock clock,
    TimeProvider time,
    ILogger<OperatorConsole> logger) : BackgroundService, IRoomReader, ICommandCaller
{
    /// <summary>With so many messages at once the console gathers more of them before it shows the next.</summary>
    private const int Crowd = 16;

    /// <summary>How long it gathers then: a person sees no difference, and the threads of a busy server are not woken for every few lines.</summary>
    private static readonly TimeSpan TimeToGather = TimeSpan.FromMilliseconds(10);

    // Holds one token while there may be news.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Room _room = rooms.Lobby;
    private RoomLog? _log;
    private LogCursor _cursor;

    /// <inheritdoc/>
    public int Place { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    public IFrameTranslator? Translator => null;

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    public Session? Session => null;

    /// <inheritdoc/>
    public User? User => null;

    /// <inheritdoc/>
    public void Wake() => _news.Writer.TryWrite(true);

    /// <inheritdoc/>
    public void Reply(string text) => inbox.Put(new SystemMessage(clock.Now, text, SystemEvents.Reply));

    /// <inheritdoc/>
    public void Reply(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            Reply(line);
        }
    }

    /// <inheritdoc/>
    public void Refuse(string text, string? nonce = null) => inbox.Put(new SystemMessage(clock.Now, text, SystemEvents.Refused));

    /// <inheritdoc/>
    public void NotPosted(string reason, string? nonce) => Refuse(reason);

    /// <inheritdoc/>
    public void PostedBefore(string nonce, long id)
    {
        // The operator's messages have no marks.
    }

    /// <inheritdoc/>
    public void Begin(RoomLog log, long lastId) => (_log, _cursor) = (log, log.End());

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Here and not in the background: whatever is said once the server has started is shown.
        _room.Join(this);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(ShowRoomAsync(stoppingToken), ShowInboxAsync(stoppingToken), ReadAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        finally
        {
            _room.Leave(this);
        }
    }

    private async Task ShowRoomAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _news.Reader.ReadAllAsync(stoppingToken))
        {
            if (options.SendWindow > 0 && _log!.Length - _cursor.Position > options.SendWindow)
            {
                Reply($"The conversation is faster than this console: {Skip()} lines of it are not shown.");
            }

            var shown = 0;
            while (_cursor.TryFindNews(out var end))
            {
                shown += ShowRun(new ReadOnlySequence<byte>(_cursor.ReadRun(end)));
            }

            if (shown >= Crowd)
            {
                await Task.Delay(TimeToGather, time, stoppingToken);
            }
        }
    }

    /// <summary>Moves the cursor to the end; returns how many lines that passes over.</summary>
    private int Skip()
    {
        var lines = 0;
        while (_cursor.TryFindNews(out var end))
        {
            lines += _cursor.ReadRun(end).Span.Count((byte)'\n');
        }

        return lines;
    }

    /// <summary>Shows a run of frames; returns how many messages it holds.</summary>
    private int ShowRun(ReadOnlySequence<byte> run)
    {
        var messages = new List<ServerMessage>();
        while (FrameReader.TryRead(ref run, int.MaxValue, out var frame) == FrameStatus.Frame)
        {
            // Who joins and leaves is in the log, which the operator sees beside the conversation.
            if (MessageJson.ReadServerMessage(frame) is { } message and not SystemMessage)
            {
                messages.Add(message);
            }
        }

        terminal.Show(messages);
        return messages.Count;
    }

    private async Task ShowInboxAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in inbox.Reader.ReadAllAsync(stoppingToken))
        {
            if (inbox.TakeDropped() is > 0 and var dropped)
            {
                terminal.Show([new SystemMessage(clock.Now, $"{Counted.Of(dropped, "answer or private message came faster than it", "answers and private messages came faster than they")} could be shown.", SystemEvents.Refused)]);
            }

            terminal.Show([message]);
        }
    }

    private async Task ReadAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var typed in terminal.ReadLinesAsync(stoppingToken))
            {
                if (FindProblem(typed) is { } problem)
                {
                    Refuse(problem);
                }
                else
                {
                    await TryCarryOutAsync(SafeText.CleanLines(typed.Trim()));
                }
            }
        }
        catch (IOException e)
        {
            // As the end of the input: the server goes on.
            LogInputBroken(e.Message);
        }
    }

    /// <summary>What stands for every client's lines stands for the console's: and what only looks like a command is said to nobody.</summary>
    private string? FindProblem(string typed) => options.MaxLine > 0 && Encoding.UTF8.GetByteCount(typed) > options.MaxLine
        ? $"The line has more than {options.MaxLine} bytes, which are as many as a line may have. Nobody got it."
        : SlashRule.IsHiddenCommand(typed) ? "Something invisible stands before the slash. Nobody got the line; type the command anew."
        : SlashRule.FindStrayCommand(typed) is { } word && commands.Has(word, CommandAudience.Operator)
            ? $"'{SafeText.Clean(typed.Trim())}' looks like /{word} with something before it or with another slash. Nobody got it."
        : null;

    private async Task TryCarryOutAsync(string line)
    {
        try
        {
            await CarryOutAsync(line);
            _room.Wake();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException or Moderation.BanFileException)
        {
            // The command could not reach its file: the operator is told, the console goes on.
            LogCommandFailed(line, e.Message);
            Refuse($"Failed: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault of ours ends this command only.
            LogCommandFault(e, line);
            Refuse("Failed by an internal error, which is in the log.");
        }
    }

    private ValueTask CarryOutAsync(string line)
    {
        if (line.Contains('\n', StringComparison.Ordinal))
        {
            // It was pasted: nothing in it is a command.
            return conversation.SayAsync(this, _room, line);
        }

        if (SlashRule.IsCommand(line))
        {
            return commands.RunAsync(this, line[1..], _room);
        }

        return line.Length > 0 ? conversation.SayAsync(this, _room, SlashRule.SaidBy(line)) : ValueTask.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "The command {Line} failed: {Cause}")]
    private partial void LogCommandFailed(string line, string cause);

    [LoggerMessage(LogLevel.Error, "The command {Line} failed")]
    private partial void LogCommandFault(Exception exception, string line);

    [LoggerMessage(LogLevel.Warning, "The console's input ended: {Cause}")]
    private partial void LogInputBroken(string cause);
}
