using System.Text;
using System.Text.Json;
using LanTalk.Cli.Commands;
using LanTalk.Cli.Terminals;
using LanTalk.Client;
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
        Show(client.Welcome!);
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

            var message = ChatLine.Parse(line);
            var length = Encoding.UTF8.GetByteCount(ChatLine.TextOf(message));
            if (length > (client.Welcome!.MaxText ?? int.MaxValue))
            {
                _refused = true;
                errors.WriteLine($"lantalk join: line {number} has {length} bytes and the server takes {client.Welcome.MaxText}: it is not sent.");
                continue;
            }

            await client.SendAsync(message, ended);
        }

        await client.WaitUntilHandledAsync(ended);
        await client.QuitAsync(ended);
    }

    /// <summary>Prints what comes until the connection ends; returns the server's last word, if it had one.</summary>
    private async Task<SystemMessage?> ReadAsync(CancellationTokenSource ended)
    {
        SystemMessage? ending = null;
        try
        {
            await foreach (var message in client.ReadAllAsync(ended.Token))
            {
                if (message is SystemMessage { Event: SystemEvents.Kick or SystemEvents.Closed or SystemEvents.Shutdown } last)
                {
                    ending = last;
                }

                _refused |= message is SystemMessage { Event: SystemEvents.Refused };
                Show(message);
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

    private void Show(ServerMessage message) => output.WriteLine(
        json ? JsonSerializer.Serialize(message, ToolJson.Default.ServerMessage) : MessageFormatter.Format(message).ToString());
}
