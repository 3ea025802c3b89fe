using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// Handles Ctrl-C on an empty line: a second press soon after the first leaves, and once the user is leaving, one more press does not wait for
/// pending texts. May be used by any thread.
/// </summary>
/// <param name="prompt">The prompt that it is pressed at.</param>
/// <param name="consequence">What a second press does, for a sentence: "leave".</param>
/// <param name="time">The clock.</param>
internal sealed class Departure(Prompt prompt, string consequence, TimeProvider time) : IDisposable
{
    /// <summary>After this, a press counts as a first one again.</summary>
    public static readonly TimeSpan Confirming = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _begun = new();
    private readonly CancellationTokenSource _hurried = new();
    private readonly Lock _gate = new();
    private long? _pressedAt;

    /// <summary>Cancelled when the user leaves.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>Cancelled when the user no longer wants to wait.</summary>
    public CancellationToken Hurried => _hurried.Token;

    /// <summary>Ctrl-C was pressed.</summary>
    public void Press()
    {
        lock (_gate)
        {
            if (_begun.IsCancellationRequested)
            {
                _ = _hurried.CancelAsync();
            }
            else if (_pressedAt is { } at && time.GetElapsedTime(at) <= Confirming)
            {
                _ = _begun.CancelAsync();
            }
            else
            {
                _pressedAt = time.GetTimestamp();
                prompt.WriteLine(new StyledText(($"Press Ctrl-C again to {consequence}.", Style.System)));
            }
        }
    }

    /// <summary>The user leaves in another way.</summary>
    public void Begin() => _begun.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _begun.Dispose();
        _hurried.Dispose();
    }
}
