using System.CommandLine;
using LanTalk.Benchmarks.Reports;

namespace LanTalk.Benchmarks.Commands;

/// <summary><c>burst</c>: lets many newcomers into a quiet room at once and prints how that affects the users in it.</summary>
internal sealed class BurstCommand : Command
{
    private readonly ServersOption _servers = new(["lantalk"]);
    private readonly NumberOption<int> _users = new("--users", "How many are in the room before; only their latency counts.", 100);
    private readonly NumberOption<int> _newcomers = new("--newcomers", "How many come at once.", 1000);
    private readonly NumberOption<int> _senders = new("--senders", "How many of the users send, 1 to 255.", 4);
    private readonly NumberOption<int> _rate = new("--rate", "Texts a second, all senders together.", 100);
    private readonly NumberOption<int> _size = new("--size", $"Bytes of a text, from {Load.Mark.Length}.", 64);
    private readonly NumberOption<double> _warmUp = new("--warm-up", "Seconds of texts before anything is measured.", 2);
    private readonly NumberOption<double> _seconds = new("--seconds", "Seconds that are measured before the burst.", 5);
    private readonly NumberOption<int> _rounds = new("--rounds", "Runs of each server; the table shows medians.", 1);
    private readonly Option<string?> _json = new("--json") { Description = "Also write all runs to a file." };

    public BurstCommand()
        : base(
            "burst",
            "Let many users in at once: how long it takes, and the latency of the users in the room before and during it. "
            + "LanTalk and IRC tell everybody of each newcomer; the others do not.")
    {
        foreach (var option in new Option[] { _servers, _users, _newcomers, _senders, _rate, _size, _warmUp, _seconds, _rounds, _json })
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var run = new BurstRun(OptionsOf(result), TimeProvider.System);
        var rounds = new Rounds(result.GetValue(_rounds));
        var runs = new List<BurstReport>();
        rounds.Run(_servers.Present(result), $"{result.GetValue(_newcomers)} newcomers", server =>
        {
            runs.Add(run.Run(server));
            BurstReport.WriteTable(Console.Error, [runs[^1]]);
        });

        if (result.GetValue(_json) is { } file)
        {
            Report.WriteJson(file, runs);
        }

        BurstReport.WriteTable(Console.Out, [.. runs.GroupBy(run => run.Server).Select(group => BurstReport.Median([.. group]))]);
        return rounds.HaveFailed ? 1 : 0;
    }

    private BurstOptions OptionsOf(ParseResult result) => new(
        result.GetValue(_users),
        result.GetValue(_newcomers),
        result.GetValue(_senders),
        result.GetValue(_rate),
        result.GetValue(_size),
        TimeSpan.FromSeconds(result.GetValue(_warmUp)),
        TimeSpan.FromSeconds(result.GetValue(_seconds)));
}
