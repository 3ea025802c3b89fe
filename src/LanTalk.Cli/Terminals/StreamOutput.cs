using System.Text;

namespace LanTalk.Cli.Terminals;

/// <summary>A standard stream as an output of plain lines.</summary>
internal sealed class StreamOutput(Stream stream) : IOutput
{
    // Console.Out would make a system call for each line, which slows a busy server.
    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024);

    /// <inheritdoc/>
    public void Write(IReadOnlyList<OutputLine> lines)
    {
        foreach (var line in lines)
        {
            line.Text.WriteLineTo(_writer);
        }

        _writer.Flush();
    }

    /// <inheritdoc/>
    public void Close()
    {
        // The stream belongs to the process.
    }
}
