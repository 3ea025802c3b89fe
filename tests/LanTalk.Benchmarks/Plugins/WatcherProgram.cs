using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Plugins;

/// <summary>
/// A plug-in that watches all rooms, says what it has seen once a second, as often as the server stores it, and checks the texts of the load: none may be lost, doubled or out of order, except
/// where the server says that it left some out.
/// </summary>
internal sealed class WatcherProgram(Stream input, Stream output, TimeProvider time) : IDisposable
{
    private const string ProgressFile = "progress";
    private const string ProblemFile = "problem";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly byte[] _progress = new byte[2 * sizeof(long)];
    private readonly uint?[] _next = new uint?[byte.MaxValue + 1];
    private readonly FileStream _file = new(ProgressFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private long _saidAt;
    private long _watched;
    private long _leftOut;
    private string? _problem;

    /// <summary>How many texts a watcher got, and how many it was told that it did not get.</summary>
    /// <param name="directory">The directory of the plug-in.</param>
    /// <exception cref="BenchmarkException">It has found a problem.</exception>
    public static (long Watched, long LeftOut) Progress(string directory)
    {
        var problem = Path.Combine(directory, ProblemFile);
        if (File.Exists(problem))
        {
            throw new BenchmarkException($"The watcher {File.ReadAllText(problem)}");
        }

        var bytes = new byte[2 * sizeof(long)];
        using var file = new FileStream(Path.Combine(directory, ProgressFile), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.ReadExactly(bytes);
        return (BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(sizeof(long))));
    }

    /// <summary>Runs until the input ends; returns the exit code.</summary>
    public int Run()
    {
        var length = 0;
        while (_problem is null && input.Read(_buffer, length, _buffer.Length - length) is var read and > 0)
        {
            length += read;
            var end = _buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            Take(_buffer.AsSpan(0, end));
            _buffer.AsSpan(end, length - end).CopyTo(_buffer);
            length -= end;
        }

        if (_problem is not null)
        {
            File.WriteAllText(ProblemFile, _problem);
        }

        return _problem is null ? 0 : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Take(ReadOnlySpan<byte> lines)
    {
        ReadOnlySpan<byte> last = [];
        while (!lines.IsEmpty)
        {
            var line = lines[..(lines.IndexOf((byte)'\n') + 1)];
            lines = lines[line.Length..];
            if (line.StartsWith("{\"type\":\"message\""u8))
            {
                Check(line);
                last = line;
            }
            else
            {
                Answer(line);
            }
        }

        if (!last.IsEmpty && time.GetElapsedTime(_saidAt) > Interval)
        {
            _saidAt = time.GetTimestamp();
            var message = JsonSerializer.Deserialize<JsonElement>(last);
            var room = message.TryGetProperty("room", out var name) ? name.GetString() : "lobby";
            Write($$"""{"type":"seen","room":"{{room}}","id":{{message.GetProperty("id").GetInt64()}}}""");
        }

        BinaryPrimitives.WriteInt64LittleEndian(_progress, _watched);
        BinaryPrimitives.WriteInt64LittleEndian(_progress.AsSpan(sizeof(long)), _leftOut);
        RandomAccess.Write(_file.SafeFileHandle, _progress, 0);
    }

    private void Check(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOf(Mark.Sign);
        if (at < 0 || line.Length - at < Mark.Length)
        {
            _problem ??= $"got a text that nobody sent: {Encoding.UTF8.GetString(line)}";
            return;
        }

        var (sender, number) = (Mark.SenderOf(line[at..]), Mark.NumberOf(line[at..]));
        if (_next[sender] is { } expected && expected != number)
        {
            _problem ??= $"got text {number} of sender {sender} instead of {expected}.";
        }

        _next[sender] = number + 1;
        _watched++;
    }

    private void Answer(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("{\"type\":\"hello\""u8))
        {
            Write($$$"""{"type":"manifest","name":"{{{PluginProgram.Watcher}}}","permissions":["watch"],"watch":{"rooms":["*"]}}""");
        }
        else if (line.StartsWith("{\"type\":\"init\""u8))
        {
            Write("""{"type":"ready"}""");
        }
        else if (line.StartsWith("{\"type\":\"gap\""u8))
        {
            var gap = JsonSerializer.Deserialize<JsonElement>(line);
            _leftOut += gap.GetProperty("to").GetInt64() - gap.GetProperty("from").GetInt64() + 1;
            Array.Clear(_next);
        }
    }

    private void Write(string line)
    {
        output.Write(Encoding.UTF8.GetBytes($"{line}\n"));
        output.Flush();
    }
}
