using System.Globalization;
using System.Text;
using LanTalk.Client;
using LanTalk.Client.Sealing;
using LanTalk.Client.Terminal;
using LanTalk.Protocol;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Joining;

/// <summary>Chats at a prompt: what is said scrolls above the line being typed.</summary>
internal sealed class TerminalChat(ChatClient client)
{
    private readonly SortedSet<string> _names = new(UserName.Comparer);
    private readonly Lock _namesGate = new();
    private volatile string _name = client.Welcome!.UserName;

    private readonly string _seal = TerminalCapabilities.IsUtf8 ? MessageFormatter.Utf8Seal : MessageFormatter.AsciiSeal;

    private static string Now => TimeProvider.System.GetLocalNow().ToString("HH:mm", CultureInfo.InvariantCulture);

    private string Label => $"[{_name} | {client.Welcome!.ServerName}] > ";

    /// <summary>Runs until the user or the server ends it; returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        SystemMessage? ending;
        bool left;
        await using (var prompt = Prompt.Open(Label, Complete))
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            prompt.WriteLine(MessageFormatter.Format(client.Welcome!));
            var reading = ReadAsync(prompt, ended);
            left = await SendAllAsync(prompt, ended.Token);
            ending = await reading;
        }

        if (left || stopping.IsCancellationRequested)
        {
            return ExitCode.Done;
        }

        if (ending is null)
        {
            await Console.Error.WriteLineAsync("lantalk join: the connection to the server is lost.");
        }

        return ending?.Event == SystemEvents.Kick ? ExitCode.Refused : ExitCode.Network;
    }

    /// <summary>Sends what is typed; true if the user asked to leave.</summary>
    private async Task<bool> SendAllAsync(Prompt prompt, CancellationToken ended)
    {
        try
        {
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

            await client.QuitAsync(ended);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The connection or the process ends; the reader knows which, and why.
            return false;
        }
    }

    private async Task SendAsync(Prompt prompt, string line, CancellationToken ended)
    {
        if (ChatLine.IsVerify(line, out var user))
        {
            prompt.EchoCommand(line);
            await VerifyAsync(prompt, user, ended);
            return;
        }

        var message = ChatLine.Parse(line);
        var length = Encoding.UTF8.GetByteCount(ChatLine.TextOf(message));
        if (length > (client.Welcome!.MaxText ?? int.MaxValue))
        {
            prompt.WriteLine(new StyledText(($"Not sent: the text has {length} bytes, and the server takes {client.Welcome.MaxText}.", Style.Error)));
            return;
        }

        if (message is Whisper whisper)
        {
            await WhisperAsync(prompt, whisper, ended);
            return;
        }

        Echo(prompt, message);
        await client.SendAsync(message, ended);
        if (ChatLine.AsksForHelp(line))
        {
            prompt.WriteLine(new StyledText((ChatLine.OwnHelp, Style.System)));
        }
    }

    private async Task WhisperAsync(Prompt prompt, Whisper whisper, CancellationToken ended)
    {
        var delivery = await client.SendPrivateAsync(whisper.To, whisper.Text, happened => Show(prompt, happened), ended);
        if (delivery is PrivateDelivery.Sealed or PrivateDelivery.NotSealed)
        {
            prompt.WriteLine(MessageFormatter.EchoPrivate(Now, whisper.To, whisper.Text, delivery == PrivateDelivery.Sealed, _seal));
        }
        else
        {
            prompt.WriteLine(new StyledText((PrivateTexts.Of(whisper.To, delivery)!, Style.Error)));
        }
    }

    private async Task VerifyAsync(Prompt prompt, string user, CancellationToken ended)
    {
        IReadOnlyList<string> lines = user.Length == 0
            ? ["/verify takes the name of a user."]
            : PrivateTexts.Of(await client.VerifyAsync(user, happened => Show(prompt, happened), ended));
        foreach (var line in lines)
        {
            prompt.WriteLine(new StyledText((line, Style.System)));
        }
    }

    private void Show(Prompt prompt, ChatEvent happened) => prompt.WriteLine(MessageFormatter.Format(happened, _name, _seal));

    /// <summary>Shows what the server does not send back to its author.</summary>
    private void Echo(Prompt prompt, ClientMessage message)
    {
        var now = Now;
        switch (message)
        {
            case Say { Text: var text } when text.StartsWith("/me ", StringComparison.OrdinalIgnoreCase):
                prompt.WriteLine(MessageFormatter.Format(new RoomMessage(now, _name, text[4..], Action: true)));
                break;
            case Say { Text: var text } when text.StartsWith("//", StringComparison.Ordinal):
                prompt.WriteLine(MessageFormatter.Echo(now, _name, text[1..]));
                break;
            case Say { Text: var text } when text.StartsWith('/'):
                prompt.EchoCommand(text);
                break;
            case Say { Text: var text }:
                prompt.WriteLine(MessageFormatter.Echo(now, _name, text));
                break;
        }
    }

    private async Task<SystemMessage?> ReadAsync(Prompt prompt, CancellationTokenSource ended)
    {
        SystemMessage? ending = null;
        try
        {
            await foreach (var happened in client.ReadAllAsync(ended.Token))
            {
                var message = (happened as Received)?.Message;
                Learn(prompt, message);
                if (message is SystemMessage { Event: SystemEvents.Kick or SystemEvents.Closed or SystemEvents.Shutdown } last)
                {
                    ending = last;
                }

                Show(prompt, happened);
                if (message is PrivateMessage)
                {
                    prompt.Bell();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
        finally
        {
            await ended.CancelAsync();
        }

        return ending;
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
