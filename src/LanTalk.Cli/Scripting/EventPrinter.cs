using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;

namespace LanTalk.Cli.Scripting;

/// <summary>Prints the events of a session, one a line: for people, or for programs.</summary>
/// <param name="session">The session.</param>
/// <param name="output">Where to print.</param>
/// <param name="json">Whether to print for programs.</param>
/// <param name="here">The room that is not named in the lines.</param>
/// <param name="time">The reader's clock.</param>
internal sealed class EventPrinter(IChatSession session, TextWriter output, bool json, Func<string> here, TimeProvider time)
{
    private readonly LocalTimes _times = new(session.Certificate is not null, time);
    private readonly Renames _renames = new();

    /// <summary>Prints an event, if it is worth a line.</summary>
    public void Print(ChatEvent happened)
    {
        if (json)
        {
            foreach (var line in EventJson.Of(happened))
            {
                output.WriteLine(line);
            }
        }
        else if (happened is not (ConnectionLost or ConnectionBack) && !_renames.IsRepeated(happened)
            && MessageFormatter.Format(_times.Of(happened), new Viewpoint { OwnName = session.Welcome.UserName, Here = here() }) is { } line)
        {
            output.WriteLine(line.ToString());
        }
    }

    /// <summary>Prints, for programs, the outcome of a message.</summary>
    public void Print(Outcome? outcome)
    {
        if (json && outcome is not null)
        {
            output.WriteLine(EventJson.Of(outcome));
        }
    }
}
