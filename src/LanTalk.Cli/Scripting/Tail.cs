using LanTalk.Cli.Exits;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Scripting;

/// <summary>Follows rooms and says nothing, until it is stopped or its output has no reader any more.</summary>
/// <param name="session">The session.</param>
/// <param name="filter">Selects the events to show.</param>
/// <param name="output">Where to print.</param>
/// <param name="notes">Receives notes on the connection.</param>
/// <param name="json">Whether to print for programs.</param>
/// <param name="time">The clock.</param>
internal sealed class Tail(IChatSession session, TailFilter filter, TextWriter output, Notes notes, bool json, TimeProvider time)
{
    /// <summary>How long a user who leaves waits for the server to close the connection.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>Runs until it is stopped; returns the exit code.</summary>
    /// <param name="rooms">The rooms to join besides the lobby.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> rooms, CancellationToken stopping)
    {
        var printer = new EventPrinter(session, output, json, here: () => rooms is [var only] ? only : RoomName.Lobby, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var reading = ReadAsync(printer, enough, patience.Token);
        var isRefused = !await FollowAsync(rooms, reading, enough.Token);
        if (!reading.IsCompleted)
        {
            patience.CancelAfter(Farewell);
            await LeaveAsync(patience.Token);
        }

        await reading;
        if (DeliveryTexts.Of(session.Ending) is { } lastWord)
        {
            notes.Say(lastWord);
        }

        return isRefused ? ExitCode.Refused : enough.IsCancellationRequested ? ExitCode.Done : DeliveryTexts.ExitCodeOf(session.Ending);
    }

    /// <summary>Enters the rooms and waits for the end; false if a room is refused.</summary>
    private async Task<bool> FollowAsync(IReadOnlyList<string> rooms, Task reading, CancellationToken enough)
    {
        try
        {
            foreach (var room in rooms)
            {
                if (!await session.JoinAsync(room, enough))
                {
                    if (session.Ending is not null)
                    {
                        return true;
                    }

                    notes.Say($"You are not in {room}.");
                    return false;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return true;
        }

        await Task.WhenAny(reading, Task.Delay(Timeout.InfiniteTimeSpan, time, enough));
        return true;
    }

    private async Task LeaveAsync(CancellationToken patience)
    {
        try
        {
            await session.QuitAsync(patience);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The connection is gone already.
        }
    }

    private async Task ReadAsync(EventPrinter printer, CancellationTokenSource enough, CancellationToken patience)
    {
        try
        {
            await ShowAsync(new Received(session.Welcome));
            await foreach (var happened in session.ReadAllAsync(patience))
            {
                if (!enough.IsCancellationRequested)
                {
                    notes.SayConnection(happened);
                    await ShowAsync(happened);
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // The server does not close the connection.
        }

        async Task ShowAsync(ChatEvent happened)
        {
            try
            {
                if (filter.Shows(happened))
                {
                    printer.Print(happened);
                }
            }
            catch (OutputException e) when (e.IsUnread)
            {
                await enough.CancelAsync();
            }
        }
    }
}
