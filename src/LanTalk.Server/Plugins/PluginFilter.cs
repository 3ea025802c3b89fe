using LanTalk.Server.Chat;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Plugins;

/// <summary>
/// The filter of a plug-in, over all its runs. Where there is no verdict in time, or no run to ask, what its manifest or the operator says happens. One that
/// is late too often is not asked for a while.
/// </summary>
/// <param name="plugin">The name of the plug-in.</param>
/// <param name="form">What its manifest says.</param>
/// <param name="deadline">How long a text waits for a verdict.</param>
/// <param name="muteAsync">Mutes a user for a time, in words, in a room.</param>
/// <param name="leftOut">Called when it is left out.</param>
/// <param name="time">The time.</param>
internal sealed class PluginFilter(
    string plugin, FilterForm form, TimeSpan deadline, Func<string, string, Room, ValueTask> muteAsync, Action leftOut, TimeProvider time)
{
    private const int MaxTimeouts = 3;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly RoomChoice _rooms = new(form.Rooms);
    private readonly FilterMatch _match = new(form.Match);
    private readonly Lock _gate = new();
    private readonly Queue<long> _timeouts = [];
    private long _leftOutAt;
    private volatile PluginRun? _run;

    /// <summary>The present run; null if there is none.</summary>
    public PluginRun? Run
    {
        get => _run;
        set => _run = value;
    }

    /// <summary>Whether a room has it.</summary>
    public bool Covers(Room room) => _rooms.Has(room);

    /// <summary>The verdict about a text; it passes if the filter is not asked about it.</summary>
    public async ValueTask<PluginVerdict> JudgeAsync(Room room, string author, string text)
    {
        if (!_match.Matches(text))
        {
            return new PluginVerdict(0, Pass: true);
        }

        if (Run is { } run && !IsLeftOut())
        {
            if (await run.CallAsync(call => new FilterLine(call, author, room.Name, text), deadline) is PluginVerdict verdict)
            {
                return verdict.Mute is null ? verdict : await MuteAsync(room, author, verdict);
            }

            CountTimeout();
        }

        return form.OnTimeout == FilterForm.Refuse
            ? new PluginVerdict(0, Refuse: $"The filter {plugin} does not answer. Nobody got this message; try again.")
            : new PluginVerdict(0, Pass: true);
    }

    private async ValueTask<PluginVerdict> MuteAsync(Room room, string author, PluginVerdict verdict)
    {
        await muteAsync(author, verdict.Mute!, room);
        return verdict with { Refuse = verdict.Refuse ?? MuteGate.Notice };
    }

    private bool IsLeftOut()
    {
        lock (_gate)
        {
            return _leftOutAt != 0 && time.GetElapsedTime(_leftOutAt) < Minute;
        }
    }

    private void CountTimeout()
    {
        lock (_gate)
        {
            while (_timeouts.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Minute)
            {
                _timeouts.Dequeue();
            }

            _timeouts.Enqueue(time.GetTimestamp());
            if (_timeouts.Count < MaxTimeouts || (_leftOutAt != 0 && time.GetElapsedTime(_leftOutAt) < Minute))
            {
                return;
            }

            _timeouts.Clear();
            _leftOutAt = time.GetTimestamp();
        }

        leftOut();
    }
}
