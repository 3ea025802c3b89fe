using System.Threading.Channels;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>A prompt that only appends: for screen readers, for logs, and for simple terminals. The terminal itself edits the typed line.</summary>
internal sealed class PlainPrompt : Prompt
{
    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly bool _takesInterrupts;
    private readonly Channel<PromptInput> _typed = Channel.CreateUnbounded<PromptInput>();
    private volatile string _place = "";

    /// <param name="input">What is typed.</param>
    /// <param name="output">Where lines are shown.</param>
    /// <param name="takesInterrupts">Whether Ctrl-C is for this prompt. Where a pipe shows the lines, it ends the programs that read them, too.</param>
    public PlainPrompt(TextReader input, TextWriter output, bool takesInterrupts)
    {
        (_input, _output, _takesInterrupts) = (input, output, takesInterrupts);
        Interrupts.LeaveTo(TryInterrupt);
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
    public override ValueTask DisposeAsync()
    {
        Interrupts.LeaveTo(null);
        return default;
    }

    // The terminal has discarded what was typed.
    private bool TryInterrupt()
    {
        var told = _takesInterrupts ? InterruptPressed : null;
        told?.Invoke();
        return told is not null;
    }

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
