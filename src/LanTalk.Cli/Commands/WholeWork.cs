using LanTalk.Cli.Exits;
using LanTalk.Cli.Joining;
using LanTalk.Cli.Options;

namespace LanTalk.Cli.Commands;

/// <summary>Work in a session that succeeds only if it is done. Otherwise an interrupted verb exits with success.</summary>
internal static class WholeWork
{
    /// <summary>Does it; returns the exit code.</summary>
    /// <param name="request">The session.</param>
    /// <param name="undone">What an interruption prevents, for the end of a sentence.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="ToolException">It was interrupted before it could begin.</exception>
    public static async Task<int> RunAsync(SessionRequest request, string undone, SessionWork work)
    {
        var isDone = false;
        var exitCode = await SessionOpening.RunAsync(request, async (session, rooms, stopping) =>
        {
            var code = await work(session, rooms, stopping);
            isDone = code == ExitCode.Done;
            return code;
        });
        return exitCode == ExitCode.Done && !isDone ? throw new ToolException(ExitCode.Refused, $"interrupted, and {undone}.") : exitCode;
    }
}
