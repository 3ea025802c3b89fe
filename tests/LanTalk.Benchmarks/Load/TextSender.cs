using System.Text;

namespace LanTalk.Benchmarks.Load;

/// <summary>Composes the texts of one sender: a mark each, then padding, as frames of the server's dialect.</summary>
internal sealed class TextSender
{
    /// <summary>The most texts in one go.</summary>
    public const int MaxTexts = 64;

    private readonly byte[] _frames;
    private readonly int _frameLength;
    private readonly int _textAt;

    public TextSender(LoadConnection connection, int index, Dialect dialect, int textSize)
    {
        Connection = connection;
        Index = index;
        var frame = Encoding.Latin1.GetBytes(
            dialect.Prefix.Replace("{size}", $"{textSize}", StringComparison.Ordinal) + new string('x', textSize) + dialect.Suffix);
        _frameLength = frame.Length;
        _textAt = frame.Length - dialect.Suffix.Length - textSize;
        _frames = [.. Enumerable.Repeat(frame, MaxTexts).SelectMany(bytes => bytes)];
    }

    /// <summary>The connection that it sends on.</summary>
    public LoadConnection Connection { get; }

    /// <summary>Its index among the senders.</summary>
    public int Index { get; }

    /// <summary>How many texts were sent.</summary>
    public uint Sent { get; private set; }

    /// <summary>Sends texts, all with the same time.</summary>
    public void Send(int count, long at)
    {
        if (Connection.HasUnsent)
        {
            throw new BenchmarkException($"The server does not take the texts of sender {Index} at this pace.");
        }

        for (var i = 0; i < count; i++)
        {
            new Mark((byte)Index, Sent++, at).Write(_frames.AsSpan((i * _frameLength) + _textAt));
        }

        Connection.Send(_frames.AsMemory(0, count * _frameLength));
    }
}
