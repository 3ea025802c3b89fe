using System.Threading.Channels;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Tests.Chatting;

/// <summary>A prompt that records its input and output.</summary>
internal sealed class FakePrompt : Prompt
{
    private readonly Channel<PromptInput> _typed = Channel.CreateUnbounded<PromptInput>();
    private readonly Channel<string> _shown = Channel.CreateUnbounded<string>();
    private string _place = "lobby";

    /// <summary>The lines that were shown.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The calls for attention.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The texts that were offered for editing.</summary>
    public List<string> Offers { get; } = [];

    public override string Label { get; set; } = "";

    public override StyledText? Status { get; set; }

    public override Theme Theme { get; set; } = Theme.None;

    public override TimeSpan EscapeTimeout { get; set; }

    public override string Place => _place;

    public override long? LastKey => KeyAt;

    /// <summary>How often the screen was cleared.</summary>
    public int Clearings { get; private set; }

    public long? KeyAt { get; set; }

    public int ColumnsShown { get; set; } = 80;

    public override int Columns => ColumnsShown;

    public override bool IsPlain => false;

    public override void GoTo(string place, string label) => (_place, Label) = (place, label);

    public override bool TryOffer(string text)
    {
        Offers.Add(text);
        return true;
    }

    public override void WriteLine(StyledText line)
    {
        Lines.Add(line.ToString());
        _shown.Writer.TryWrite(line.ToString());
    }

    /// <summary>The pictures that were shown.</summary>
    public List<byte[]> Pictures { get; } = [];

    public override bool TryShowPicture(ReadOnlyMemory<byte> png)
    {
        Pictures.Add(png.ToArray());
        return true;
    }

    public override void ClearScreen() => Clearings++;

    public override void Notify(string sequence) => Calls.Add(sequence);

    public override IAsyncEnumerable<PromptInput> ReadAsync(CancellationToken cancellationToken) => _typed.Reader.ReadAllAsync(cancellationToken);

    public override ValueTask DisposeAsync() => default;

    /// <summary>Types texts, with Enter after each.</summary>
    public void Type(params string[] texts)
    {
        foreach (var text in texts)
        {
            _typed.Writer.TryWrite(new PromptInput(text, _place));
        }
    }

    /// <summary>Nothing more is typed.</summary>
    public void EndInput() => _typed.Writer.TryComplete();

    /// <summary>Waits until a line is shown.</summary>
    public async Task ShownAsync(string line)
    {
        string shown;
        do
        {
            shown = await _shown.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }
        while (shown != line);
    }

    /// <summary>The lines shown since the last call.</summary>
    public IReadOnlyList<string> TakeLines()
    {
        string[] lines = [.. Lines];
        Lines.Clear();
        return lines;
    }
}
