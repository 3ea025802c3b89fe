using LanTalk.Cli.Terminals;
using LanTalk.Cli.Texts;
using LanTalk.Client.Shares;
using LanTalk.Terminal.Devices;

namespace LanTalk.Cli.Scripting;

/// <summary>
/// Shows on standard error how far a transfer is, in a line that replaces itself if a person watches. Otherwise only interruptions are noted.
/// </summary>
/// <param name="errors">Where to write.</param>
/// <param name="notes">Receives the interruptions.</param>
/// <param name="columns">The width of the terminal; null if there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressLine(TextWriter errors, Notes notes, Func<int?> columns, TimeProvider time)
{
    private const string ClearLine = "\r\e[K";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly TransferRate _rate = new(time);
    private TransferStage? _stage;
    private long? _shownAt;

    /// <summary>The line on standard error.</summary>
    public static ProgressLine OnErrors(Notes notes, TimeProvider time) =>
        new(Console.Error, notes, () => TerminalCapabilities.IsDumb ? null : StandardStreams.ErrorColumns, time);

    /// <summary>Shows how far it is.</summary>
    public void Show(TransferProgress progress)
    {
        lock (_gate)
        {
            if (progress.Stage != _stage)
            {
                _rate.Reset();
                Clear();
                _stage = progress.Stage;
                if (progress.Reason is { } reason)
                {
                    notes.Say(progress.Stage == TransferStage.Waiting ? $"interrupted, trying again: {reason}" : reason);
                }
            }

            _rate.Take(progress.Done);
            if (columns() is { } width && (_shownAt is not { } at || time.GetElapsedTime(at) >= Pause))
            {
                _shownAt = time.GetTimestamp();
                var text = ShareTexts.Of(progress, _rate.BytesPerSecond);
                errors.Write($"{ClearLine}{(text.Length < width ? text : text[..(width - 1)])}");
                errors.Flush();
            }
        }
    }

    /// <summary>Removes the line.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_shownAt is not null)
            {
                _shownAt = null;
                errors.Write(ClearLine);
                errors.Flush();
            }
        }
    }
}
