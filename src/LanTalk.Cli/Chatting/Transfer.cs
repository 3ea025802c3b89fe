using LanTalk.Cli.Texts;
using LanTalk.Client.Shares;

namespace LanTalk.Cli.Chatting;

/// <summary>Files that are being sent or got at a prompt.</summary>
/// <param name="title">Their title, as far as it is known.</param>
/// <param name="isSending">Whether they are sent.</param>
/// <param name="time">The clock.</param>
internal sealed class Transfer(string title, bool isSending, TimeProvider time) : IDisposable
{
    private readonly TransferRate _rate = new(time);
    private readonly CancellationTokenSource _cancelling = new();
    private TransferProgress? _progress;

    /// <summary>The title.</summary>
    public string Title { get; set; } = title;

    /// <summary>Whether the files are sent.</summary>
    public bool IsSending => isSending;

    /// <summary>The share's number; null while it has none.</summary>
    public long? Share { get; set; }

    /// <summary>Cancelled when the user, or the room's refusal, ends it.</summary>
    public CancellationToken Cancelled => _cancelling.Token;

    /// <summary>What it is and how far it got, in words, for when it goes on no more.</summary>
    public string Reached => $"{Name}{(_progress is { } progress ? $": {ShareTexts.ReachedBy(progress)}" : "")}";

    /// <summary>How far it is, in words.</summary>
    public string Progress => _progress is { } progress ? ShareTexts.Of(progress, _rate.BytesPerSecond) : "starting";

    /// <summary>Ends it.</summary>
    public Task CancelAsync() => _cancelling.CancelAsync();

    /// <summary>Takes how far it is.</summary>
    public void Take(TransferProgress progress)
    {
        if (progress.Stage != _progress?.Stage)
        {
            _rate.Reset();
        }

        _progress = progress;
        _rate.Take(progress.Done);
    }

    /// <inheritdoc/>
    public void Dispose() => _cancelling.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Progress}";

    private string Name => $"{(isSending ? "sending" : "getting")} {Title}";
}
