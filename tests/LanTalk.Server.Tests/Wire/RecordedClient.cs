using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Wire;

/// <summary>A client whose part in a conversation is recorded.</summary>
/// <param name="server">The server, which keeps the recording.</param>
/// <param name="label">The letter at the beginning of its lines.</param>
/// <param name="client">The client itself.</param>
/// <param name="isRecorded">Whether its input is recorded: not in version 3, where much is random.</param>
internal sealed class RecordedClient(RecordedServer server, char label, TestClient client, bool isRecorded)
{
    /// <summary>Of a longer line only the beginning is recorded.</summary>
    private const int LongestShown = 400;

    // Throws on invalid UTF-8: two different lines must never be recorded as the same.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<string> _received = [];
    private string? _name;

    /// <summary>Whether the server has closed the connection.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Logs in, and waits for everything that this leads to.</summary>
    public Task LogInAsync(string login) => LogInAsync(Encoding.UTF8.GetBytes(login));

    /// <inheritdoc cref="LogInAsync(string)"/>
    public async Task LogInAsync(ReadOnlyMemory<byte> login)
    {
        server.Write($"{label}: {Show(login.Span)}");
        await client.SendBytesAsync(WithLineFeed(login));
        if (await ReadLineAsync() is { } answer && answer.StartsWith("""{"type":"auth_ok",""", StringComparison.Ordinal))
        {
            await server.SettleAsync(this);
        }
        else
        {
            await EndAsync();
        }
    }

    /// <summary>Sends a line, and waits for everything that this leads to, at every client.</summary>
    public Task SendAsync(string line) => SendAsync(Encoding.UTF8.GetBytes(line));

    /// <inheritdoc cref="SendAsync(string)"/>
    public async Task SendAsync(ReadOnlyMemory<byte> line)
    {
        server.Write($"{label}: {Show(line.Span)}");
        await client.SendBytesAsync(WithLineFeed(line));
        await server.SettleAsync(this);
    }

    /// <summary>Posts several texts, one after the other.</summary>
    public async Task SayAsync(params string[] texts)
    {
        foreach (var text in texts)
        {
            await SendAsync(JsonSerializer.Serialize(new { type = "message", text }, Readable));
        }
    }

    /// <summary>Sends a ping and reads up to its answer. Not by <see cref="SendAsync(string)"/>, which would take that for the answer to its own.</summary>
    public async Task PingAsync()
    {
        const string Ping = """{"type":"ping"}""";
        server.Write($"{label}: {Ping}");
        await client.SendAsync(Ping);
        while (await ReadLineAsync() is { } line && !IsPong(line))
        {
        }

        await server.SettleAsync(this);
    }

    /// <summary>Sends bytes that are not a whole line, and waits for everything that this leads to.</summary>
    public async Task SendUnfinishedAsync(string line)
    {
        server.Write($"{label}: {Show(Encoding.UTF8.GetBytes(line))} (no line feed)");
        await client.SendBytesAsync(Encoding.UTF8.GetBytes(line));
        await EndAsync();
        await server.SettleAsync();
    }

    /// <summary>Ends its sending side, and waits for everything that this leads to.</summary>
    public async Task HalfCloseAsync()
    {
        server.Write($"{label} stops sending.");
        await client.CompleteAsync();
        await EndAsync();
        await server.SettleAsync();
    }

    /// <summary>Reads everything until the server closes.</summary>
    public async Task EndAsync()
    {
        while (await ReadLineAsync() is not null)
        {
        }

        Flush();
    }

    /// <summary>Reads the request for a login.</summary>
    public async Task BeginAsync()
    {
        await ReadLineAsync();
        Flush();
    }

    /// <summary>Reads everything that was sent to this client so far; the ping and its answer are not recorded.</summary>
    public async Task ReadNewsAsync()
    {
        await client.SendAsync("""{"type":"ping"}""");
        while (await ReadLineAsync(showsPong: false) is { } line && !IsPong(line))
        {
        }
    }

    /// <summary>Records everything read since the last call.</summary>
    public void Flush()
    {
        if (isRecorded)
        {
            _received.ForEach(server.WriteReceived);
        }

        _received.Clear();
    }

    /// <summary>Shows the bytes sent, which may be anything, as one line of text.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var rest = bytes; rest.Length > 0;)
        {
            var isText = Rune.DecodeFromUtf8(rest, out var rune, out var length) == OperationStatus.Done && !Rune.IsControl(rune);
            foreach (var value in isText ? [] : rest[..length])
            {
                text.Append(CultureInfo.InvariantCulture, $"<{value:X2}>");
            }

            text.Append(isText ? rune.ToString() : "");
            rest = rest[length..];
        }

        return text.Length <= LongestShown ? text.ToString() : $"{text.ToString(0, 60)}... ({bytes.Length} bytes)";
    }

    private async Task<string?> ReadLineAsync(bool showsPong = true)
    {
        if (IsClosed)
        {
            return null;
        }

        if (await client.ReadLineBytesAsync() is not { } bytes)
        {
            IsClosed = true;
            var rest = await client.ReadToEndBytesAsync();
            _received.Add(rest.Length == 0 ? $"S>{label} is closed." : $"S>{label} is closed within a line: {Strict.GetString(rest)}");
            return null;
        }

        var line = Strict.GetString(bytes);
        if ((showsPong || !IsPong(line)) && !IsOwnLeave(line))
        {
            _received.Add($"S>{label}: {line}");
        }

        return line;
    }

    /// <summary>Whether a session that ends still gets its own leave is not determined, because others cause it at the same time.</summary>
    private bool IsOwnLeave(string line)
    {
        var message = JsonSerializer.Deserialize<JsonElement>(line);
        _name = (message.Text("type"), message.Text("event"), message.Text("user")) switch
        {
            ("auth_ok", _, _) => message.Text("username"),
            (_, "nick", var former) when former == _name => message.Text("name"),
            _ => _name,
        };
        return message.Text("event") == "leave" && message.Text("user") == _name;
    }

    private static bool IsPong(string line) => line.StartsWith("""{"type":"pong",""", StringComparison.Ordinal);

    private static byte[] WithLineFeed(ReadOnlyMemory<byte> line) => [.. line.Span, (byte)'\n'];
}
