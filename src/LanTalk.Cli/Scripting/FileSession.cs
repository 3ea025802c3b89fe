using LanTalk.Cli.Exits;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>A session whose conversation nobody reads: it is only for the files of one room.</summary>
/// <param name="session">The session.</param>
/// <param name="notes">Receives what goes wrong.</param>
/// <param name="advice">What a user does after an interruption.</param>
internal sealed class FileSession(IChatSession session, Notes notes, string advice)
{
    /// <summary>Called with each event.</summary>
    public Action<ChatEvent> Learn { get; init; } = _ => { };

    /// <summary>Whether the room is created if it does not exist.</summary>
    public bool MayCreate { get; init; }

    /// <summary>Whether it ends as if the connection broke: the server then takes the user for online for its grace period.</summary>
    public bool LeavesWithoutWord { get; init; }

    /// <summary>Does the work in the room, and leaves; returns the exit code.</summary>
    /// <param name="room">The room; null for the lobby.</param>
    /// <param name="work">The work. It is cancelled when the session ends.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task<int> RunAsync(string? room, Func<CancellationToken, Task<int>> work, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var reading = ReadAsync(ended);
        var exitCode = await WorkAsync(room, work, ended.Token);
        try
        {
            await (LeavesWithoutWord ? session.LeaveNowAsync() : session.QuitAsync(ended.Token));
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && ended.IsCancellationRequested))
        {
            // It has ended already.
        }

        await reading;
        if (exitCode is { } code)
        {
            return code;
        }

        notes.Say(stopping.IsCancellationRequested ? $"interrupted. {advice}".TrimEnd() : DeliveryTexts.Of(session.Ending) ?? "the session has ended.");
        return DeliveryTexts.ExitCodeOf(session.Ending) is var known && known == ExitCode.Done ? ExitCode.Refused : known;
    }

    /// <summary>Null if the session or the process ended.</summary>
    private async Task<int?> WorkAsync(string? room, Func<CancellationToken, Task<int>> work, CancellationToken ended)
    {
        try
        {
            if (room is not null && !await (MayCreate ? session.JoinAsync(room, ended) : session.JoinExistingAsync(room, ended)))
            {
                notes.Say($"you are not in {room}.");
                return ExitCode.Refused;
            }

            return await work(ended);
        }
        catch (ShareException e)
        {
            notes.Say(SafeText.Clean(e.Message));
            return ExitCodeOf(e.Fault);
        }
        catch (RefusedException e)
        {
            notes.Say(SafeText.Clean(e.Message));
            return ExitCode.Refused;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return null;
        }
        catch (IOException) when (session.Ending is not null)
        {
            return null;
        }
        catch (IOException e)
        {
            notes.Say(SafeText.Clean(e.Message));
            return ExitCode.Network;
        }
    }

    private static int ExitCodeOf(ShareFault fault) => fault switch
    {
        ShareFault.File => ExitCode.Usage,
        ShareFault.NotFound => ExitCode.NothingFound,
        ShareFault.Network => ExitCode.Network,
        _ => ExitCode.Refused,
    };

    private async Task ReadAsync(CancellationTokenSource ended)
    {
        try
        {
            await foreach (var happened in session.ReadAllAsync(ended.Token))
            {
                notes.SayConnection(happened);
                Learn(happened);
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
}
