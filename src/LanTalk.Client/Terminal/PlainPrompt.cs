using System.Threading.Channels;

namespace LanTalk.Client.Terminal;

/// <summary>A prompt for a terminal that can only append: lines come and go, the terminal itself edits what is typed.</summary>
internal sealed class PlainPrompt : Prompt
{
    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public PlainPrompt(TextReader input, TextWriter output)
    {
        (_input, _output) = (input, output);
        new Thread(Read) { IsBackground = true, Name = "Terminal" }.Start();
    }

    /// <inheritdoc/>
    public override string Label { get; set; } = "";

    /// <inheritdoc/>
    public override void WriteLine(StyledText line) => _output.WriteLine(line.ToString());

    /// <inheritdoc/>
    public override void EchoCommand(string line)
    {
        // The terminal itself shows what is typed, and leaves it there.
    }

    /// <inheritdoc/>
    public override void Bell()
    {
        // A bell is a control character, and this terminal takes none.
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<string> ReadLinesAsync(CancellationToken cancellationToken) => _lines.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => default;

    private void Read()
    {
        try
        {
            while (_input.ReadLine() is { } line)
            {
                _lines.Writer.TryWrite(line);
            }
        }
        catch (IOException)
        {
            // The terminal is gone, which ends its lines.
        }

        _lines.Writer.TryComplete();
    }
}
