using System.Threading.Channels;
using LanTalk.Cli.Lines;
using LanTalk.Cli.Settings;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>Chats at a prompt: messages scroll above the text being typed.</summary>
/// <param name="session">The session.</param>
/// <param name="settings">Stores the user's settings.</param>
/// <param name="visits">Remembers the rooms that the user was in.</param>
/// <param name="isPlain">Whether the screen is only appended to, whatever the settings say.</param>
/// <param name="memory">Keeps what files need to be sent and got over several runs.</param>
/// <param name="downloads">The directory that files go to.</param>
/// <param name="time">The clock.</param>
internal sealed class TerminalChat(
    IChatSession session, SettingsFile settings, VisitKeeper visits, bool isPlain, FileMemory memory, string downloads, TimeProvider time)
{
    /// <summary>A user who leaves waits for pending texts, unless none of them is sent for this long.</summary>
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>How often the status line is updated, and the server is asked who is online if that is not certain.</summary>
    private static readonly TimeSpan Refreshing = TimeSpan.FromSeconds(10);

    private readonly Roster _roster = new();
    private readonly Channel<bool> _backs = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _asks = true;

    /// <summary>Runs until the user or the server ends it; returns the exit code.</summary>
    /// <param name="rooms">The rooms to join; the last one is shown.</param>
    /// <param name="stopping">Ends the chat.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> rooms, CancellationToken stopping)
    {
        var unsent = new List<string>();
        ChatScreen? screen = null;
        var completer = new ChatCompleter(() => ClientCommands.WithAliases(ClientCommands.OfPrompt.Concat(_roster.Commands)),
            _roster.NamesLike, () => screen?.Rooms ?? []);
        var chosen = settings.Read();
        var transfers = new Transfers(() => screen?.ShowStatus(), time);
        await using (var prompt = Prompt.Open(OptionsOf(chosen, completer), time))
        {
            using var ended = new CancellationTokenSource();
            using var departure = new Departure(prompt, "leave", time);
            await using var hurrying = departure.Hurried.Register(() => _ = session.LeaveNowAsync());
            await using var ending = stopping.Register(() => _ = session.LeaveNowAsync());
            prompt.InterruptPressed = departure.Press;
            screen = new ChatScreen(new SessionSource(session, _roster) { TransferStatus = () => transfers.Status }, prompt, TextsFor(prompt), _roster, chosen, time);
            prompt.PlaceKeyPressed = screen.GoTo;
            using var sending = session.WatchSending(screen.ShowSending);
            screen.Show(new Received(session.Welcome));
            var files = new ChatFiles(session, screen, transfers, memory, downloads, time, ended.Token)
            {
                Got = new GotPictures(prompt, () => screen.Settings).Show,
            };
            var reading = ReadAsync(screen, new InvitationCode(prompt), files, unsent, ended);
            var refreshing = RefreshAsync(screen, ended.Token);
            var input = new ChatInput(session, screen, prompt, settings) { Files = session.Certificate is null ? null : files };
            var typed = new TypedTexts(prompt, input) { Done = () => visits.Keep(screen.Rooms, screen.Shown) };
            await SendAllAsync(input, typed, screen, transfers, departure, rooms, ended.Token);
            await reading;
            await refreshing;
            await files.Completion;
            unsent.AddRange(typed.TakeLeft());
            prompt.InterruptPressed = null;
        }

        foreach (var failed in unsent)
        {
            await Console.Error.WriteLineAsync($"lantalk join: not sent: {SafeText.CleanOnOneLine(failed)}");
        }

        foreach (var transfer in transfers.All)
        {
            await Console.Error.WriteLineAsync(SafeText.Clean(
                $"lantalk join: not finished: {transfer.Reached}. /{(transfer.IsSending ? ClientCommands.Send : ClientCommands.Get)} goes on where it was."));
        }

        if (DeliveryTexts.Of(session.Ending) is { } lastWord)
        {
            await Console.Error.WriteLineAsync($"lantalk join: {lastWord}");
        }

        return DeliveryTexts.ExitCodeOf(session.Ending);
    }

    private PromptOptions OptionsOf(ClientSettings chosen, ChatCompleter completer) => new(ChatScreen.LabelOf(session.Welcome.UserName, RoomName.Lobby))
    {
        Place = RoomName.Lobby,
        Theme = TerminalCapabilities.UseColor ? chosen.Theme : Theme.None,
        EscapeTimeout = chosen.EscapeTimeout,
        IsPlain = isPlain || chosen.IsPlain,
        AsksForPictures = chosen.ShowsPictures && TerminalCapabilities.MayTakePictures,
        Complete = completer.Complete,
        HistoryDirectory = Path.Combine(UserDirectories.State, "history", session.Certificate is { } certificate
            ? $"{certificate}".Replace(':', '-') : "not-encrypted"),
    };

    private IChatText TextsFor(Prompt prompt)
    {
        var isEncrypted = session.Certificate is not null;
        return prompt.IsPlain ? new SpokenText(isEncrypted) : new ScreenText(isEncrypted, name => _roster.StyleOf(name, prompt.Theme));
    }

    /// <summary>Handles typed input until the user wants to leave.</summary>
    private async Task SendAllAsync(
        ChatInput input, TypedTexts typed, ChatScreen screen, Transfers transfers, Departure departure, IReadOnlyList<string> rooms, CancellationToken ended)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, departure.Begun);
        try
        {
            try
            {
                await input.ComeBackAsync(visits.Before, rooms, either.Token);
                visits.Begin();
                await typed.DoAllAsync(either.Token);
            }
            catch (OperationCanceledException) when (departure.Begun.IsCancellationRequested)
            {
                // By Ctrl-C; pending texts are waited for, as with every other goodbye.
            }

            visits.Keep(screen.Rooms, screen.Shown);
            departure.Begin();
            await LeaveAsync(screen, transfers, departure.Hurried, ended);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The session or the process ends; the reader knows which, and why.
        }
    }

    private async Task LeaveAsync(ChatScreen screen, Transfers transfers, CancellationToken hurried, CancellationToken ended)
    {
        // The server's rate limit may make the client wait this long between two texts.
        var pause = RateLimit.TryParse(session.Welcome.RateLimit, out var limit) ? limit.Per : TimeSpan.Zero;
        var patience = LeavePatience + (pause < LongestPause ? pause : LongestPause);
        using var idle = new CancellationTokenSource(patience, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, hurried, ended);
        var isTold = false;
        using var watching = session.WatchSending(count =>
        {
            idle.CancelAfter(patience);
            if (!isTold && count > 0)
            {
                isTold = true;
                screen.Tell(["You leave when all is sent. Ctrl-C leaves at once."]);
            }
        });
        try
        {
            await session.WaitUntilDeliveredAsync(any.Token);
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !hurried.IsCancellationRequested)
        {
            // Texts not sent by now are reported at the end.
        }

        await FinishAsync(screen, transfers, hurried, ended);
        await session.QuitAsync(ended);
    }

    /// <summary>Waits for files that are on their way, unless the user does not want to.</summary>
    private static async Task FinishAsync(ChatScreen screen, Transfers transfers, CancellationToken hurried, CancellationToken ended)
    {
        if (transfers.Count == 0)
        {
            return;
        }

        screen.Tell([$"You leave when {Counted.Of(transfers.Count, "transfer is", "transfers are")} done. Ctrl-C leaves at once; you can go on later."]);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hurried, ended);
        try
        {
            await transfers.WaitUntilNoneAsync(either.Token);
        }
        catch (OperationCanceledException) when (hurried.IsCancellationRequested)
        {
            // Unfinished transfers are listed at the end.
        }
    }

    private async Task ReadAsync(ChatScreen screen, InvitationCode code, ChatFiles files, List<string> unsent, CancellationTokenSource ended)
    {
        try
        {
            await foreach (var happened in session.ReadAllAsync(ended.Token))
            {
                _asks |= _roster.Learn(happened);
                visits.Learn(happened, screen.Name);
                files.Learn(happened);
                if (happened is ConnectionBack)
                {
                    _backs.Writer.TryWrite(true);
                }

                if (happened is NotSent failed && session.Ending is not null)
                {
                    // It is shown once the prompt is gone, and the typed text with it.
                    unsent.Add(failed.What.Text);
                    continue;
                }

                if (happened is Received { Message: Invitation invitation })
                {
                    code.Show(invitation);
                }

                screen.Show(happened);
                visits.Keep(screen.Rooms, screen.Shown);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The process ends.
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private async Task RefreshAsync(ChatScreen screen, CancellationToken ended)
    {
        Task<bool>? back = null;
        try
        {
            while (true)
            {
                if (_asks)
                {
                    _asks = false;
                    await session.AskOverviewAsync(ended);
                }

                screen.ShowStatus();

                // A user who is already back does not wait for the next return.
                back ??= _backs.Reader.ReadAsync(ended).AsTask();
                await ((Task)back.WaitAsync(Refreshing, time, ended)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                ended.ThrowIfCancellationRequested();
                back = back.IsCompleted ? null : back;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The session or the process ends.
        }
    }
}
