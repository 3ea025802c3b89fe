using LanTalk.Cli.Exits;
using LanTalk.Cli.Lines;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Sends the texts of a script, each as it is and none as a command, and ends when the outcome of every one is known.</summary>
/// <param name="session">The session.</param>
/// <param name="texts">The texts to send.</param>
/// <param name="to">The recipient; null for everybody in the room.</param>
/// <param name="output">Receives outcomes for programs.</param>
/// <param name="notes">Receives notes on texts that were not sent, and on deliveries.</param>
/// <param name="json">Whether to print outcomes.</param>
internal sealed class Sending(IChatSession session, IReadOnlyList<string> texts, string? to, TextWriter output, Notes notes, bool json)
{
    /// <summary>Whether the room is created if it does not exist: in a mistyped one nobody would read the texts.</summary>
    public bool MayCreate { get; init; }

    private readonly Outcomes _outcomes = new();
    private int _delivered;
    private bool _isRefused;

    /// <summary>Runs until everything is delivered or will not be; returns the exit code.</summary>
    /// <param name="room">The room to send to; null for the lobby.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task<int> RunAsync(string? room, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var reading = ReadAsync(ended);
        try
        {
            await SayAllAsync(room, ended.Token);
            await session.QuitAsync(ended.Token);
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && ended.IsCancellationRequested))
        {
            // The session or the process ends; the reader knows which, and why.
        }

        await reading;
        GiveUp(stopping.IsCancellationRequested ? "interrupted" : DeliveryTexts.Of(session.Ending) ?? "the session has ended");
        var exitCode = DeliveryTexts.ExitCodeOf(session.Ending);
        return _delivered == texts.Count && !_isRefused ? ExitCode.Done : exitCode == ExitCode.Done ? ExitCode.Refused : exitCode;
    }

    private async Task SayAllAsync(string? room, CancellationToken ended)
    {
        var all = texts.Select((text, index) => (What: OutgoingOf(text, room), Origin: new Origin(index + 1, text))).ToList();
        foreach (var (what, origin) in all)
        {
            _outcomes.Expect(what, origin);
        }

        // Checked before anything is sent, and before anybody sees the user enter the room.
        foreach (var (what, _) in all)
        {
            if (TextLimit.ProblemOf(session, what.Text) is { } problem)
            {
                Tell(_outcomes.Learn(new NotSent(what, problem)));
            }
        }

        var sendable = all.Where(each => _outcomes.IsExpected(each.What)).ToList();
        if (sendable.Count > 0 && room is not null && !await EnterAsync(room, ended))
        {
            GiveUp(DeliveryTexts.Of(session.Ending)
                ?? (MayCreate ? $"you are not in {room}" : $"you are not in {room}; --create makes a room that is not there"));
            return;
        }

        foreach (var (what, _) in sendable)
        {
            await session.SendAsync(what, ended);
        }

        await session.WaitUntilDeliveredAsync(ended);
    }

    private Task<bool> EnterAsync(string room, CancellationToken ended) => MayCreate ? session.JoinAsync(room, ended) : session.JoinExistingAsync(room, ended);

    private Outgoing OutgoingOf(string text, string? room) => to is null ? Outgoing.Say(SlashRule.Saying(text), room) : Outgoing.Private(to, text);

    private async Task ReadAsync(CancellationTokenSource ended)
    {
        try
        {
            await foreach (var happened in session.ReadAllAsync(ended.Token))
            {
                Note(happened);
                Tell(_outcomes.Learn(happened));
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
        notes.SayKey(happened);
        notes.SayDelivery(happened);
        if (happened is Received { Message: SystemMessage { Event: SystemEvents.Refused, Nonce: null, Text: var text } })
        {
            // The room, or a message that a version 2 server refused: it does not say which.
            _isRefused = true;
            notes.Say(SafeText.Clean(text));
        }
    }

    private void GiveUp(string reason)
    {
        foreach (var left in _outcomes.GiveUp(reason))
        {
            Tell(left);
        }
    }

    private void Tell(Outcome? outcome)
    {
        if (outcome is null)
        {
            return;
        }

        if (json)
        {
            output.WriteLine(EventJson.Of(outcome));
        }

        if (outcome.By is NotSent failed)
        {
            notes.SayNotSent(failed, outcome.Origin.Text);
        }
        else
        {
            _delivered++;
        }
    }
}
