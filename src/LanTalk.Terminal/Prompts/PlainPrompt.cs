using System.Threading.Channels;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>A prompt that only appends: for screen readers, for logs, and for simple terminals. The terminal itself edits the typed line.</summary>
internal sealed class PlainPrompt : Prompt
{
    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly Channel<PromptInput> _typed = Channel.CreateUnbounded<PromptInput>();
    private volatile string _place = "";

    public PlainPrompt(TextReader input, TextWriter output)
    {
        (_input, _output) = (input, output);
        new Thread(Read) { IsBackground = true, Name = "Terminal" }.Start();
    }

    /// <inheritdoc/>
    public override string Label { get; set; } = "";

    /// <inheritdoc/>
    public override StyledText? Status { get; set; }

    /// <inheritdoc/>
    public override Theme Theme { get; set; } = Theme.None;

    /// <inheritdoc/>
    public override TimeSpan EscapeTimeout { get; set; }

    /// <inheritdoc/>
    public override string Place => _place;

    /// <inheritdoc/>
    public override long? LastKey => null;

    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <inheritdoc/>
    public override void GoTo(string place, string label) => (_place, Label) = (place, label);

    /// <inheritdoc/>
    public override bool TryOffer(string text) => false;

    /// <inheritdoc/>
    public override void WriteLine(StyledText line) => _output.WriteLine(line.ToString());

    /// <inheritdoc/>
    public override void EchoCommand(string line)
    {
        // The terminal itself shows the typed line and leaves it there.
    }

    /// <inheritdoc/>
    public override void ClearScreen()
    {
        // It only appends.
    }

    /// <inheritdoc/>
    public override void Notify(string sequence)
    {
        // That is a control sequence, and this prompt writes none.
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<PromptInput> ReadAsync(CancellationToken cancellationToken) => _typed.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => default;

    private void Read()
    {
        try
        {
            while (_input.ReadLine() is { } line)
            {
                _typed.Writer.TryWrite(new PromptInput(line, _place));
            }
        }
        catch (IOException)
        {
            // The terminal is gone, which ends its lines.
        }

        _typed.Writer.TryComplete();
    }
}
