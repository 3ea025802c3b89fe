using System.Text.Json;
using LanTalk.Cli.Json;
using LanTalk.Cli.Lines;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Handles the lines of a pipe: texts and commands as they are typed, and the JSON objects of programs.</summary>
/// <param name="session">The session.</param>
/// <param name="room">The room that lines go to.</param>
/// <param name="outcomes">Expects the outcomes of messages.</param>
/// <param name="printer">Prints the outcomes that are known here.</param>
/// <param name="output">Receives answers that do not come from the server.</param>
/// <param name="notes">Receives notes on refused lines.</param>
/// <param name="json">Whether a line may be a JSON object.</param>
internal sealed class PipeInput(
    IChatSession session, CurrentRoom room, Outcomes outcomes, EventPrinter printer, TextWriter output, Notes notes, bool json)
{
    /// <summary>Whether a line was refused before it was sent.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>Handles a line.</summary>
    /// <returns>False if the line asks to leave.</returns>
    public async Task<bool> TakeAsync(string line, int number, CancellationToken ended)
    {
        if (json && InvisibleText.IsHidden(line, '{'))
        {
            Refuse($"line {number} is not sent: something invisible stands before its '{{'.");
            return true;
        }

        if (!json || !line.StartsWith('{'))
        {
            return await RunAsync(line, room.Name, number, reference: null, ended);
        }

        if (!ProgramCommand.TryRead(line, out var command, out var problem))
        {
            Refuse($"line {number}: {problem}");
            return true;
        }

        if (command is { Room: not null, Type: not ("join" or "leave") } && !session.HasRooms)
        {
            Refuse($"line {number}: 'room' cannot be given: an older server knows one room at a time.");
            return true;
        }

        return await RunAsync(command, number, ended);
    }

    private async Task<bool> RunAsync(ProgramCommand command, int number, CancellationToken ended)
    {
        var where = command.Room ?? room.Name;
        switch (command.Type)
        {
            case "say":
                await SendAsync(Outgoing.Say(SlashRule.Saying(command.Text), where), Origin(), ended);
                return true;
            case "action":
                await SendAsync(Outgoing.Say($"/me {command.Text}", where), Origin(), ended);
                return true;
            case "pm":
                await SendAsync(Outgoing.Private(command.To, command.Text), Origin(), ended);
                return true;
            case "command":
                return await RunAsync(command.Text, where, number, command.Ref, ended);
            default:
                // The type has the same name as the command.
                return await RunAsync($"/{command.Type} {command.Room}".TrimEnd(), where, number, command.Ref, ended);
        }

        Origin Origin() => new(number, command.Text, command.Ref);
    }

    /// <summary>Handles a line that was typed, or could have been.</summary>
    private async Task<bool> RunAsync(string line, string where, int number, string? reference, CancellationToken ended)
    {
        var origin = new Origin(number, line, reference);
        if (LineCheck.ProblemOf(line, CommandPlaces.Pipe, told: []) is { } slip)
        {
            NotSend(Outgoing.Say(line, where), origin, slip);
            return true;
        }

        switch (ClientCommands.Of(line, out var argument))
        {
            case ClientCommands.Quit when argument.Length == 0:
                Settle(Outgoing.Say(line, null), origin, problem: null);
                return false;
            case ClientCommands.Verify:
                await VerifyAsync(argument, origin, ended);
                return true;
            case ClientCommands.Join when session.HasRooms:
                Settle(Outgoing.Say(line, null), origin, await room.JoinAsync(argument, ended));
                return true;
            case ClientCommands.Leave when session.HasRooms:
                Settle(Outgoing.Say(line, null), origin, await room.LeaveAsync(argument, ended));
                return true;
            case ClientCommands.Help when argument.Length == 0 && !json:
                await SayAsync(line, where, origin, ended);
                TellOwnCommands();
                return true;
            default:
                await SayAsync(line, where, origin, ended);
                return true;
        }
    }

    private void TellOwnCommands()
    {
        foreach (var command in ClientCommands.OfPipe)
        {
            output.WriteLine($"Of this client: {ClientCommands.Describe(command)}");
        }

        output.WriteLine(ClientCommands.AliasLine);
    }

    private Task SayAsync(string line, string where, Origin origin, CancellationToken ended)
    {
        var outgoing = ChatLine.Parse(line, where);
        return SendAsync(outgoing, outgoing.To is null ? origin : origin with { Text = outgoing.Text }, ended);
    }

    private async Task SendAsync(Outgoing outgoing, Origin origin, CancellationToken ended)
    {
        if (TextLimit.ProblemOf(session, outgoing.Text) is { } problem)
        {
            NotSend(outgoing, origin, $"{problem}.");
            return;
        }

        outcomes.Expect(outgoing, origin);
        await session.SendAsync(outgoing, ended);
    }

    private void NotSend(Outgoing outgoing, Origin origin, string problem)
    {
        Refuse($"line {origin.Line} is not sent: {problem}");
        printer.Print(new Outcome(origin, new NotSent(outgoing, problem.TrimEnd('.'))));
    }

    private async Task VerifyAsync(string user, Origin origin, CancellationToken ended)
    {
        var command = Outgoing.Say(origin.Text, null);
        if (user.Length == 0)
        {
            Settle(command, origin, "/verify takes the name of a user.");
            return;
        }

        Verification verification;
        try
        {
            verification = await session.VerifyAsync(user, ended);
        }
        catch (IOException e)
        {
            Settle(command, origin, e.Message);
            return;
        }

        HasRefused |= verification.Words is null;
        Show(verification);
        Settle(command, origin, problem: null);
    }

    private void Show(Verification verification)
    {
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

    /// <summary>Reports the outcome of a command of the client's own.</summary>
    private void Settle(Outgoing command, Origin origin, string? problem)
    {
        if (problem is not null)
        {
            Refuse($"line {origin.Line}: {problem}");
        }

        printer.Print(new Outcome(origin, problem is null ? new Answered(command, new Acknowledgement("", command.Nonce)) : new NotSent(command, problem)));
    }

    private void Refuse(string why)
    {
        HasRefused = true;
        notes.Say(why);
    }
}
