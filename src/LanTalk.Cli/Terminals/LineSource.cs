using System.Threading.Channels;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Terminals;

/// <summary>Lines from a stream, one by one.</summary>
internal static class LineSource
{
    /// <summary>Reads until the input ends or the reading is cancelled.</summary>
    /// <param name="input">The input to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="maxLength">The longest line in characters; see <see cref="BoundedLineReader"/>.</param>
    /// <remarks>A read of standard input cannot be cancelled. It runs on a thread of its own, which does not keep the process alive.</remarks>
    public static IAsyncEnumerable<string> ReadAsync(TextReader input, CancellationToken cancellationToken, int maxLength = int.MaxValue)
    {
        // Bounded: a large file is read no faster than it is sent.
        var lines = Channel.CreateBounded<string>(16);
        new Thread(() => Read(new BoundedLineReader(input, maxLength), lines.Writer, cancellationToken))
        {
            IsBackground = true,
            Name = "Standard input",
        }.Start();
        return lines.Reader.ReadAllAsync(cancellationToken);
    }

    private static void Read(BoundedLineReader input, ChannelWriter<string> lines, CancellationToken cancellationToken)
    {
        try
        {
            for (var isFirst = true; input.ReadLine() is { } line; isFirst = false)
            {
                lines.WriteAsync(isFirst ? InvisibleText.WithoutByteOrderMark(line) : line, cancellationToken).AsTask().GetAwaiter().GetResult();
            }

            lines.Complete();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // A broken input ends there; the reader of the lines gets the exception, unless it has cancelled.
            lines.TryComplete(e as IOException);
        }
    }
}
