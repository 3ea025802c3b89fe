using System.Text;
using System.Text.Json;
using LanTalk.Cli.Commands;
using LanTalk.Cli.Terminals;
using LanTalk.Client;
using LanTalk.Client.Delivery;
using LanTalk.Client.Sealing;
using LanTalk.Client.Terminal;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Joining;

/// <summary>
/// Chats as a filter: each line of input is said, each event is printed. The end of input leaves the chat, but only after it is known of
/// every line what became of it.
/// </summary>
internal sealed class PipeChat(IChatSession session, TextReader input, TextWriter output, TextWriter errors, bool json)
{
    private readonly CurrentRoom _room = new(session);
    private readonly DeliveryTexts _texts = new();

    // Set by either side: by the reader for what the server refuses, by the writer for what is too long to be sent.
    private volatile bool _refused;

    /// <summary>Runs until the input or the session ends; returns the exit code.</summary>
    /// <param name="rooms">The rooms to be in; lines go to the last one.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> rooms, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Show(new Received(session.Welcome));
        var reading = ReadAsync(ended);
        try
        {
            await SendAllAsync(rooms, ended.Token);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && ended.IsCancellationRequested))
        {
            // The session or the process ends; the reader knows which, and why.
        }

        await reading;
        if (DeliveryTexts.Of(session.Ending) is { } lastWord)
        {
            Complain(lastWord);
        }

        var exitCode = DeliveryTexts.ExitCodeOf(session.Ending);
        return exitCode == ExitCode.Done && _refused ? ExitCode.Refused : exitCode;
    }

    private async Task SendAllAsync(IReadOnlyList<string> rooms, CancellationToken ended)
    {
        foreach (var room in rooms)
        {
            if (await _room.JoinAsync(room, ended) is { } problem)
            {
                // What is meant for one room is not for another one.
                Refuse(problem);
                await session.QuitAsync(ended);
                return;
            }
        }

        var number = 0;
        await foreach (var line in LineSource.ReadAsync(input, ended))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                await SendAsync(line, number, ended);
            }
        }

        await session.WaitUntilDeliveredAsync(ended);
        await session.QuitAsync(ended);
    }

    private async Task SendAsync(string line, int number, CancellationToken ended)
    {
        if (ChatLine.IsVerify(line, out var user))
        {
            await VerifyAsync(user, number, ended);
            return;
        }

        if (await _room.TryAsync(line, ended) is { IsMine: true, Problem: var problem })
        {
            if (problem is not null)
            {
                Refuse($"line {number}: {problem}");
            }

            return;
        }

        var outgoing = ChatLine.Parse(line, _room.Name);
        var length = Encoding.UTF8.GetByteCount(outgoing.Text);
        if (length > (session.Welcome.MaxText ?? int.MaxValue))
        {
            Refuse($"line {number} has {length} bytes and the server takes {session.Welcome.MaxText}: it is not sent.");
            return;
        }

        await session.SendAsync(outgoing, ended);
        if (ChatLine.AsksForHelp(line) && !json)
        {
            output.WriteLine(ChatLine.OwnHelp);
        }
    }

    private async Task VerifyAsync(string user, int number, CancellationToken ended)
    {
        if (user.Length == 0)
        {
            Refuse($"line {number}: /verify takes the name of a user.");
            return;
        }

        Verification verification;
        try
        {
            verification = await session.VerifyAsync(user, ended);
        }
        catch (IOException e)
        {
            Refuse($"line {number}: {e.Message}");
            return;
        }

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

    /// <summary>Prints what happens until the session ends.</summary>
    private async Task ReadAsync(CancellationTokenSource ended)
    {
        try
        {
            await foreach (var happened in session.ReadAllAsync(ended.Token))
            {
                _refused |= happened is NotSent or Received { Message: SystemMessage { Event: SystemEvents.Refused } };
                Show(happened);
                Note(happened);
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

    private void Show(ChatEvent happened)
    {
        if (json)
        {
            foreach (var line in EventJson.Of(happened))
            {
                output.WriteLine(line);
            }
        }
        else if (happened is not (ConnectionLost or ConnectionBack) && MessageFormatter.Format(happened, session.Welcome.UserName, here: _room.Name) is { } line)
        {
            output.WriteLine(line.ToString());
        }
    }

    /// <summary>Says, beside the results, what whoever watches should know.</summary>
    private void Note(ChatEvent happened)
    {
        switch (happened)
        {
            case NotSent failed:
                Complain($"not sent: {DeliveryTexts.ReasonOf(failed).TrimEnd('.')}: {SafeText.Clean(failed.What.Text)}");
                break;
            case Delivered or Said when WhatOf(happened) is { To: { } to, IsSealed: false }:
                Complain(PrivateTexts.Of(to, PrivateDelivery.NotSealed)!);
                break;
            case ConnectionLost:
                Complain("the connection is lost; trying again.");
                break;
            case ConnectionBack back:
                Complain($"back on {back.Welcome.ServerName}'s server at {back.Server}.");
                break;
        }

        if (happened is Delivered delivered && _texts.NoteOn(delivered) is { } note)
        {
            Complain(note);
        }

        static Outgoing? WhatOf(ChatEvent happened) => happened switch
        {
            Delivered delivered => delivered.What,
            Said said => said.What,
            _ => null,
        };
    }

    private void Refuse(string why)
    {
        _refused = true;
        Complain(why);
    }

    private void Complain(string text) => errors.WriteLine($"lantalk join: {text}");
}
