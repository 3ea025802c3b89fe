using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LanTalk.Testing;

/// <summary>
/// A minimal version 2 client: it writes lines and reads lines. It shares no code with the tool, so that the tool is not the only check of its own
/// wire format.
/// </summary>
public sealed class TestClient(PipeReader input, PipeWriter output, Action? onDispose = null) : IDisposable
{
    /// <summary>No test waits longer for a line; one that waits this long has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Connects over TCP.</summary>
    public static async Task<TestClient> ConnectAsync(IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new TestClient(PipeReader.Create(stream), PipeWriter.Create(stream), stream.Dispose);
    }

    /// <summary>Sends a line.</summary>
    public Task SendAsync(string line) => SendBytesAsync(Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes) => await output.WriteAsync(bytes).AsTask().WaitAsync(Patience);

    /// <summary>Sends an object as JSON.</summary>
    public Task SendJsonAsync(object message) => SendAsync(JsonSerializer.Serialize(message));

    /// <summary>Says something to everybody.</summary>
    public Task SayAsync(string text) => SendJsonAsync(new { type = "message", text });

    /// <summary>Ends the sending side, as a half-closed socket does.</summary>
    public ValueTask CompleteAsync() => output.CompleteAsync();

    /// <summary>The next line; null at the end of the connection.</summary>
    public async Task<string?> ReadLineAsync() => await ReadLineBytesAsync() is { } line ? Encoding.UTF8.GetString(line) : null;

    /// <summary>The bytes of the next line, without the line feed; null at the end of the connection.</summary>
    public async Task<byte[]?> ReadLineBytesAsync()
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await input.ReadAsync().AsTask().WaitAsync(Patience);
            }
            catch (IOException)
            {
                return null;
            }

            var reader = result.Buffer;
            if (reader.PositionOf((byte)'\n') is { } end)
            {
                var line = reader.Slice(0, end).ToArray();
                input.AdvanceTo(reader.GetPosition(1, end));
                return line;
            }

            input.AdvanceTo(reader.Start, reader.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>The next byte; -1 at the end of the connection.</summary>
    public async Task<int> ReadByteAsync()
    {
        var buffer = (await input.ReadAsync().AsTask().WaitAsync(Patience)).Buffer;
        var next = buffer.IsEmpty ? -1 : buffer.FirstSpan[0];
        input.AdvanceTo(buffer.GetPosition(Math.Min(1, buffer.Length)));
        return next;
    }

    /// <summary>The next message.</summary>
    public async Task<JsonElement> ReadAsync()
    {
        var line = await ReadLineAsync() ?? throw new EndOfStreamException("The server closed the connection.");
        return JsonSerializer.Deserialize<JsonElement>(line);
    }

    /// <summary>The next message of a type; earlier ones are skipped.</summary>
    public async Task<JsonElement> ReadAsync(string type)
    {
        while (true)
        {
            var message = await ReadAsync();
            if (message.GetProperty("type").GetString() == type)
            {
                return message;
            }
        }
    }

    /// <summary>The texts of the next messages of a type.</summary>
    public async Task<IReadOnlyList<string>> ReadTextsAsync(string type, int count)
    {
        var texts = new List<string>(count);
        while (texts.Count < count)
        {
            texts.Add((await ReadAsync(type)).GetProperty("text").GetString()!);
        }

        return texts;
    }

    /// <summary>Logs in; returns the server's answer.</summary>
    public async Task<JsonElement> LogInAsync(string username, string? password = null)
    {
        await ReadAsync("auth_request");
        await SendJsonAsync(password is null ? new { username } : new { username, password });
        return await ReadAsync();
    }

    /// <summary>Everything sent to this client so far: the messages before the answer to a ping.</summary>
    public async Task<IReadOnlyList<JsonElement>> DrainAsync()
    {
        await SendAsync("""{"type":"ping"}""");
        var messages = new List<JsonElement>();
        while (await ReadAsync() is var message)
        {
            if (message.GetProperty("type").GetString() == "pong")
            {
                return messages;
            }

            messages.Add(message);
        }

        return messages;
    }

    /// <summary>All messages until the connection ends.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadToEndAsync()
    {
        var messages = new List<JsonElement>();
        while (await ReadLineAsync() is { } line)
        {
            messages.Add(JsonSerializer.Deserialize<JsonElement>(line));
        }

        return messages;
    }

    /// <summary>All bytes until the connection ends.</summary>
    public async Task<byte[]> ReadToEndBytesAsync()
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (true)
        {
            ReadResult result;
            try
            {
                result = await input.ReadAsync().AsTask().WaitAsync(Patience);
            }
            catch (IOException)
            {
                return bytes.WrittenSpan.ToArray();
            }

            foreach (var segment in result.Buffer)
            {
                bytes.Write(segment.Span);
            }

            input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return bytes.WrittenSpan.ToArray();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        output.Complete();
        input.Complete();
        onDispose?.Invoke();
    }
}
