using LanTalk.Cli.Exits;
using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Scripting;

/// <summary>
/// Chats as a filter: each line of input is sent, each event is printed. The end of input leaves the chat, but only after the outcome of every line
/// is known.
/// </summary>
internal sealed class PipeChat
{
    private readonly IChatSession _session;
    private readonly TextReader _input;
    private readonly Notes _notes;
    private readonly CurrentRoom _room;
    private readonly EventPrinter _printer;
    private readonly Outcomes _outcomes = new();
    private readonly PipeInput _lines;

    // Set by the reader for messages that the server refuses, and when a room is refused.
    private volatile bool _refused;

    public PipeChat(IChatSession session, TextReader input, TextWriter output, Notes notes, bool json, TimeProvider time)
    {
        _session = session;
        _input = input;
        _notes = notes;
        _room = new CurrentRoom(session);
        _printer = new EventPrinter(session, output, json, here: () => _room.Name, time);
        _lines = new PipeInput(session, _room, _outcomes, _printer, output, notes, json);
    }

    /// <summary>Runs until the input or the session ends; returns the exit code.</summary>
    /// <param name="rooms">The rooms to join; lines go to the last one.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> rooms, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _printer.Print(new Received(_session.Welcome));
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
        var lastWord = DeliveryTexts.Of(_session.Ending);
        foreach (var left in _outcomes.GiveUp(lastWord ?? "the session has ended"))
        {
            _printer.Print(left);
        }

        if (lastWord is not null)
        {
            _notes.Say(lastWord);
        }

        var exitCode = DeliveryTexts.ExitCodeOf(_session.Ending);
        return exitCode == ExitCode.Done && (_refused || _lines.HasRefused) ? ExitCode.Refused : exitCode;
    }

    private async Task SendAllAsync(IReadOnlyList<string> rooms, CancellationToken ended)
    {
        foreach (var room in rooms)
        {
            if (await _room.JoinAsync(room, ended) is { } problem)
            {
                // Lines for one room must not go to another.
                _refused = true;
                _notes.Say(problem);
                await _session.QuitAsync(ended);
                return;
            }
        }

        var number = 0;
        await foreach (var line in LineSource.ReadAsync(_input, ended))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line) && !await _lines.TakeAsync(line, number, ended))
            {
                break;
            }
        }

        await _session.WaitUntilDeliveredAsync(ended);
        await _session.QuitAsync(ended);
    }

    /// <summary>Prints events until the session ends.</summary>
    private async Task ReadAsync(CancellationTokenSource ended)
    {
        try
        {
            await foreach (var happened in _session.ReadAllAsync(ended.Token))
            {
                _refused |= happened is NotSent or Received { Message: SystemMessage { Event: SystemEvents.Refused } };
                _printer.Print(happened);
                _printer.Print(_outcomes.Learn(happened));
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

    private void Note(ChatEvent happened)
    {
        if (happened is NotSent failed)
        {
            _notes.SayNotSent(failed, failed.What.Text);
        }

        _notes.SayDelivery(happened);
        _notes.SayConnection(happened);
    }
}
