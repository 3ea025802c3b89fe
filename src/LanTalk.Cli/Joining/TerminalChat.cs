using System.Globalization;
using System.Text;
using LanTalk.Client;
using LanTalk.Client.Delivery;
using LanTalk.Client.Terminal;
using LanTalk.Protocol;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Joining;

/// <summary>Chats at a prompt: what is said scrolls above the line being typed.</summary>
internal sealed class TerminalChat(IChatSession session, TimeProvider time)
{
    /// <summary>Who leaves does not wait for longer until everything is sent.</summary>
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(2);

    private readonly SortedSet<string> _names = new(UserName.Comparer);
    private readonly Lock _namesGate = new();
    private readonly CurrentRoom _room = new(session);
    private readonly DeliveryTexts _texts = new();
    private readonly string _seal = TerminalCapabilities.IsUtf8 ? MessageFormatter.Utf8Seal : MessageFormatter.AsciiSeal;
    private volatile string _name = session.Welcome.UserName;
    private volatile int _sending;

    private string Now => time.GetLocalNow().ToString("HH:mm", CultureInfo.InvariantCulture);

    private string Label =>
        $"[{_name} | {session.Welcome.ServerName}{(_room.Name == RoomName.Lobby ? "" : $" | {_room.Name}")}]{(_sending > 0 ? $" (sending {_sending})" : "")} > ";

    /// <summary>Runs until the user or the server ends it; returns the exit code.</summary>
    /// <param name="rooms">The rooms to be in; lines go to the last one.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> rooms, CancellationToken stopping)
    {
        var unsent = new List<NotSent>();
        await using (var prompt = Prompt.Open(Label, Complete))
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            using var sending = session.WatchSending(count => ShowSending(prompt, count));
            prompt.WriteLine(MessageFormatter.Format(session.Welcome));
            var reading = ReadAsync(prompt, unsent, ended);
            await SendAllAsync(prompt, rooms, ended.Token);
            await reading;
        }

        foreach (var failed in unsent)
        {
            await Console.Error.WriteLineAsync($"lantalk join: not sent: {SafeText.Clean(failed.What.Text)}");
        }

        if (DeliveryTexts.Of(session.Ending) is { } lastWord)
        {
            await Console.Error.WriteLineAsync($"lantalk join: {lastWord}");
        }

        return DeliveryTexts.ExitCodeOf(session.Ending);
    }

    /// <summary>Sends what is typed, until the user wants to leave.</summary>
    private async Task SendAllAsync(Prompt prompt, IReadOnlyList<string> rooms, CancellationToken ended)
    {
        try
        {
            foreach (var room in rooms)
            {
                ShowProblem(prompt, await _room.JoinAsync(room, ended));
            }

            await foreach (var line in prompt.ReadLinesAsync(ended))
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                if (line.Trim().Equals("/quit", StringComparison.OrdinalIgnoreCase))
                {
                    break;
                }

                await SendAsync(prompt, line, ended);
            }

            await LeaveAsync(ended);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The session or the process ends; the reader knows which, and why.
        }
    }

    private async Task LeaveAsync(CancellationToken ended)
    {
        try
        {
            await session.WaitUntilDeliveredAsync(ended).WaitAsync(Leaving, time, ended);
        }
        catch (TimeoutException)
        {
            // What is not sent by now is told at the end.
        }

        await session.QuitAsync(ended);
    }

    private async Task SendAsync(Prompt prompt, string line, CancellationToken ended)
    {
        if (ChatLine.IsVerify(line, out var user))
        {
            prompt.EchoCommand(line);
            await VerifyAsync(prompt, user, ended);
            return;
        }

        if (await _room.TryAsync(line, ended) is { IsMine: true, Problem: var problem })
        {
            ShowProblem(prompt, problem);
            return;
        }

        var outgoing = ChatLine.Parse(line, _room.Name);
        var length = Encoding.UTF8.GetByteCount(outgoing.Text);
        if (length > (session.Welcome.MaxText ?? int.MaxValue))
        {
            prompt.WriteLine(new StyledText(($"Not sent: the text has {length} bytes, and the server takes {session.Welcome.MaxText}.", Style.Error)));
            return;
        }

        if (outgoing is { IsCommand: true })
        {
            prompt.EchoCommand(line);
        }

        await session.SendAsync(outgoing, ended);
        if (ChatLine.AsksForHelp(line))
        {
            prompt.WriteLine(new StyledText((ChatLine.OwnHelp, Style.System)));
        }
    }

    private async Task VerifyAsync(Prompt prompt, string user, CancellationToken ended)
    {
        IReadOnlyList<string> lines;
        try
        {
            lines = user.Length == 0 ? ["/verify takes the name of a user."] : PrivateTexts.Of(await session.VerifyAsync(user, ended));
        }
        catch (IOException e)
        {
            lines = [e.Message];
        }

        foreach (var line in lines)
        {
            prompt.WriteLine(new StyledText((line, Style.System)));
        }
    }

    /// <summary>Shows the room that lines go to now, or why that is still the same.</summary>
    private void ShowProblem(Prompt prompt, string? problem)
    {
        if (problem is not null)
        {
            prompt.WriteLine(new StyledText((problem, Style.Error)));
        }

        prompt.Label = Label;
    }

    private void ShowSending(Prompt prompt, int count)
    {
        _sending = count;
        prompt.Label = Label;
    }

    private void Show(Prompt prompt, ChatEvent happened)
    {
        var line = happened switch
        {
            NotSent failed => MessageFormatter.NotSent(DeliveryTexts.ReasonOf(failed), failed.What.Text),
            Said said => EchoOf(said.What),
            _ => MessageFormatter.Format(happened, _name, _seal, _room.Name),
        };
        if (line is not null)
        {
            prompt.WriteLine(line);
        }

        if (happened is Delivered delivered && _texts.NoteOn(delivered) is { } note)
        {
            prompt.WriteLine(new StyledText((note, Style.System)));
        }
    }

    /// <summary>What a server of version 2 does not send back to its author.</summary>
    private StyledText? EchoOf(Outgoing said) => said switch
    {
        { To: { } to } => MessageFormatter.EchoPrivate(Now, to, said.Text, isSealed: false, _seal),
        { IsAction: true } => MessageFormatter.Format(new RoomMessage(Now, _name, said.PostedText, Action: true)),
        { IsCommand: true } => null,
        _ => MessageFormatter.Echo(Now, _name, said.PostedText),
    };

    private async Task ReadAsync(Prompt prompt, List<NotSent> unsent, CancellationTokenSource ended)
    {
        try
        {
            await foreach (var happened in session.ReadAllAsync(ended.Token))
            {
                var message = (happened as Received)?.Message;
                Learn(prompt, message);
                if (happened is NotSent failed && session.Ending is not null)
                {
                    // To be read when the prompt is gone, and with it what was typed.
                    unsent.Add(failed);
                    continue;
                }

                Show(prompt, happened);
                if (message is PrivateMessage)
                {
                    prompt.Bell();
                }
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

    /// <summary>Follows who is there, for completion, and what the user's own name is.</summary>
    private void Learn(Prompt prompt, ServerMessage? message)
    {
        lock (_namesGate)
        {
            switch (message)
            {
                case RoomMessage said:
                    _names.Add(said.User);
                    break;
                case PrivateMessage received:
                    _names.Add(received.FromUser);
                    break;
                case SystemMessage { Event: SystemEvents.Join, User: { } user }:
                    _names.Add(user);
                    break;
                case SystemMessage { Event: SystemEvents.Leave, User: { } user }:
                    _names.Remove(user);
                    break;
                case SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name }:
                    _names.Remove(former);
                    _names.Add(name);
                    if (UserName.Comparer.Equals(former, _name))
                    {
                        _name = name;
                        prompt.Label = Label;
                    }

                    break;
            }
        }
    }

    private IReadOnlyList<string> Complete(string textBeforeCursor)
    {
        var word = textBeforeCursor[(textBeforeCursor.LastIndexOf(' ') + 1)..];
        var isFirst = word.Length == textBeforeCursor.Length;
        lock (_namesGate)
        {
            return word.Length == 0
                ? []
                : [.. _names.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(name => isFirst ? $"{name}: " : $"{name} ")];
        }
    }
}
