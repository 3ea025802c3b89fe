using System.Text;
using System.Text.Json;
using LanTalk.Cli.Commands;
using LanTalk.Cli.Terminals;
using LanTalk.Client;
using LanTalk.Client.Sealing;
using LanTalk.Client.Terminal;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Joining;

/// <summary>
/// Chats as a filter: each line of input is said, each event is printed. The end of input leaves the chat, but only after
/// the server has handled all that was sent.
/// </summary>
internal sealed class PipeChat(ChatClient client, TextReader input, TextWriter output, TextWriter errors, bool json)
{
    // Set by either side: by the reader for what the server refuses, by the writer for what is too long to be sent.
    private volatile bool _refused;

    /// <summary>Runs until the input or the connection ends; returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Show(new Received(client.Welcome!));
        var reading = ReadAsync(ended);
        var sentAll = false;
        try
        {
            await SendAllAsync(ended.Token);
            sentAll = true;
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && ended.IsCancellationRequested))
        {
            // The connection or the process ends; the reader knows which, and why.
        }

        var ending = await reading;
        if (sentAll || stopping.IsCancellationRequested)
        {
            return _refused ? ExitCode.Refused : ExitCode.Done;
        }

        errors.WriteLine(ending is null ? "lantalk join: the connection to the server is lost." : $"lantalk join: {Protocol.Text.SafeText.Clean(ending.Text)}");
        return ending?.Event == SystemEvents.Kick ? ExitCode.Refused : ExitCode.Network;
    }

    private async Task SendAllAsync(CancellationToken ended)
    {
        var number = 0;
        await foreach (var line in LineSource.ReadAsync(input, ended))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (ChatLine.IsVerify(line, out var user))
            {
                await VerifyAsync(user, number, ended);
                continue;
            }

            var message = ChatLine.Parse(line);
            var length = Encoding.UTF8.GetByteCount(ChatLine.TextOf(message));
            if (length > (client.Welcome!.MaxText ?? int.MaxValue))
            {
                Refuse($"line {number} has {length} bytes and the server takes {client.Welcome.MaxText}: it is not sent.");
                continue;
            }

            if (message is Whisper whisper)
            {
                await WhisperAsync(whisper, number, ended);
            }
            else
            {
                await client.SendAsync(message, ended);
            }

            if (ChatLine.AsksForHelp(line) && !json)
            {
                output.WriteLine(ChatLine.OwnHelp);
            }
        }

        await client.WaitUntilHandledAsync(ended);
        await client.QuitAsync(ended);
    }

    private async Task WhisperAsync(Whisper whisper, int number, CancellationToken ended)
    {
        var delivery = await client.SendPrivateAsync(whisper.To, whisper.Text, Show, ended);
        if (delivery == PrivateDelivery.NotSealed)
        {
            errors.WriteLine($"lantalk join: line {number}: {PrivateTexts.Of(whisper.To, delivery)}");
        }
        else if (PrivateTexts.Of(whisper.To, delivery) is { } text)
        {
            Refuse($"line {number}: {text}");
        }
    }

    private async Task VerifyAsync(string user, int number, CancellationToken ended)
    {
        if (user.Length == 0)
        {
            Refuse($"line {number}: /verify takes the name of a user.");
            return;
        }

        var verification = await client.VerifyAsync(user, Show, ended);
        _refused |= verification.Words is null;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new VerificationJson("verification", verification.User, verification.Words, verification.Own?.FullForm, verification.Theirs?.FullForm),
                ToolJson.Default.VerificationJson));
            return;
        }

        foreach (var text in PrivateTexts.Of(verification))
        {
            output.WriteLine(text);
        }
    }

    private void Refuse(string why)
    {
        _refused = true;
        errors.WriteLine($"lantalk join: {why}");
    }

    /// <summary>Prints what comes until the connection ends; returns the server's last word, if it had one.</summary>
    private async Task<SystemMessage?> ReadAsync(CancellationTokenSource ended)
    {
        SystemMessage? ending = null;
        try
        {
            await foreach (var happened in client.ReadAllAsync(ended.Token))
            {
                var message = (happened as Received)?.Message;
                if (message is SystemMessage { Event: SystemEvents.Kick or SystemEvents.Closed or SystemEvents.Shutdown } last)
                {
                    ending = last;
                }

                _refused |= message is SystemMessage { Event: SystemEvents.Refused };
                Show(happened);
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

    private void Show(ChatEvent happened) => output.WriteLine(json ? JsonOf(happened) : MessageFormatter.Format(happened).ToString());

    private static string JsonOf(ChatEvent happened) => happened switch
    {
        Received received => JsonSerializer.Serialize(received.Message, ToolJson.Default.ServerMessage),
        UserKeyChanged changed => JsonSerializer.Serialize(
            new KeyChangedJson("key_changed", changed.User, changed.Key.FullForm, changed.Key.ShortForm), ToolJson.Default.KeyChangedJson),
        NotOpened failed => JsonSerializer.Serialize(new NotOpenedJson("not_opened", failed.Timestamp, failed.From), ToolJson.Default.NotOpenedJson),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, message: null),
    };
}
