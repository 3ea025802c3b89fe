using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.Shares;

/// <summary>A server's HTTP for one share, in memory: as the protocol's page says, unless told otherwise.</summary>
internal sealed class ScriptedFiles
{
    private const int Chunk = 1024 * 1024;

    private readonly MemoryStream _content = new();
    private byte[] _hashes = [];

    /// <summary>The description as it was posted.</summary>
    public JsonElement Outline { get; private set; }

    /// <summary>The requests so far, each as its method, path and offset.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>After how many bytes of bodies the connection breaks, once for each; none for never.</summary>
    public Queue<int> Breaks { get; } = new();

    /// <summary>Changes the bytes of an answer from an offset of the content on.</summary>
    public Action<long, byte[]> Alter { get; set; } = (_, _) => { };

    /// <summary>Changes the description that is given to receivers.</summary>
    public Func<string, string> Describe { get; set; } = json => json;

    /// <summary>Answers a request instead; null for the usual answer.</summary>
    public Func<string, (int Status, string Text)?> Refuse { get; set; } = _ => null;

    /// <summary>The tickets that were given out.</summary>
    public int Tickets { get; private set; }

    public byte[] Content => _content.ToArray();

    public ShareFacts Facts => new(
        17, Text("title"), Outline.GetProperty("count").GetInt64(), Outline.GetProperty("size").GetInt64(), Outline.GetProperty("manifest_size").GetInt64(), Text("root"));

    public ShareServer Connect() => new(
        cancellationToken =>
        {
            var (client, server) = DuplexStream.CreatePair();
            _ = ServeAsync(server);
            return Task.FromResult<Stream>(client);
        },
        cancellationToken => Task.FromResult($"ticket-{++Tickets}"));

    /// <summary>Puts a share there as if it had been sent.</summary>
    public void Put(string title, byte[] manifest, params byte[][] files)
    {
        foreach (var bytes in files.Prepend(manifest))
        {
            _content.Write(bytes);
        }

        var content = Content;
        var hashes = content.Chunk(Chunk).SelectMany(SHA256.HashData).ToArray();
        Outline = JsonSerializer.SerializeToElement(new
        {
            title,
            count = files.Length,
            size = content.Length,
            manifest_size = manifest.Length,
            root = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(hashes)),
            hashes = System.Buffers.Text.Base64Url.EncodeToString(hashes),
        });
    }

    private string Text(string field) => Outline.GetProperty(field).GetString()!;

    private async Task ServeAsync(Stream stream)
    {
        await using var owned = stream;
        try
        {
            while (await ReadHeadAsync(stream) is { } head)
            {
                await AnswerAsync(stream, head);
            }
        }
        catch (IOException)
        {
            // The connection breaks, by the client or as the test wants.
        }
    }

    private async Task AnswerAsync(Stream stream, string head)
    {
        var words = head.Split(' ');
        var (method, path) = (words[0], words[1]);
        var length = int.Parse(FieldOf(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture);
        Requests.Add($"{method} {path} {FieldOf(head, "Upload-Offset") ?? FieldOf(head, "Range") ?? ""}".TrimEnd());
        if (Refuse($"{method} {path}") is { } refusal)
        {
            await ReadBodyAsync(stream, length, _ => { });
            await WriteAsync(stream, $"{refusal.Status} No", "", Encoding.UTF8.GetBytes(refusal.Text));
            return;
        }

        switch (method)
        {
            case "POST":
                var outline = new MemoryStream();
                await ReadBodyAsync(stream, length, outline.Write);
                Outline = JsonSerializer.Deserialize<JsonElement>(outline.ToArray());
                _hashes = System.Buffers.Text.Base64Url.DecodeFromChars(Text("hashes"));
                await WriteAsync(stream, "201 Created", "", Encoding.UTF8.GetBytes($$"""{"share":17,"offset":{{_content.Length}}}"""));
                break;
            case "PATCH":
                await ReceiveAsync(stream, length);
                await WriteAsync(stream, "204 No Content", $"Upload-Offset: {_content.Length}\r\n", null);
                break;
            case "HEAD":
                await WriteAsync(stream, "200 OK", $"Upload-Offset: {_content.Length}\r\nContent-Length: 0\r\n", null);
                break;
            case "GET" when path.EndsWith("/outline", StringComparison.Ordinal):
                await WriteAsync(stream, "200 OK", "", Encoding.UTF8.GetBytes(Describe(Outline.GetRawText())));
                break;
            default:
                await SendAsync(stream, FieldOf(head, "Range")!["bytes=".Length..].Split('-'));
                break;
        }
    }

    private async Task SendAsync(Stream stream, string[] range)
    {
        var (from, to) = (int.Parse(range[0], CultureInfo.InvariantCulture), int.Parse(range[1], CultureInfo.InvariantCulture) + 1);
        var bytes = Content[from..to];
        Alter(from, bytes);
        if (Breaks.TryDequeue(out var at) && at < bytes.Length)
        {
            await WriteAsync(stream, "206 Partial", $"Content-Range: bytes {from}-{to - 1}/{_content.Length}\r\nContent-Length: {bytes.Length}\r\n", null);
            await stream.WriteAsync(bytes.AsMemory(0, at));
            throw new IOException("It breaks.");
        }

        await WriteAsync(stream, "206 Partial", $"Content-Range: bytes {from}-{to - 1}/{_content.Length}\r\n", bytes);
    }

    /// <summary>Keeps whole chunks with the right hash.</summary>
    private async Task ReceiveAsync(Stream stream, int length)
    {
        var size = Outline.GetProperty("size").GetInt64();
        var left = Breaks.TryDequeue(out var at) ? at : int.MaxValue;
        var chunk = new MemoryStream();
        await ReadBodyAsync(stream, length, bytes =>
        {
            if ((left -= bytes.Length) < 0)
            {
                throw new IOException("It breaks.");
            }

            chunk.Write(bytes);
            while (chunk.Length >= Chunk || (chunk.Length > 0 && _content.Length + chunk.Length == size))
            {
                var all = chunk.ToArray();
                var whole = all.AsSpan(0, Math.Min(Chunk, all.Length));
                SHA256.HashData(whole).Should().Equal(_hashes[(int)(_content.Length / Chunk * 32)..][..32]);
                _content.Write(whole);
                chunk = new MemoryStream();
                chunk.Write(all.AsSpan(whole.Length));
            }
        });
    }

    private delegate void Taker(ReadOnlySpan<byte> bytes);

    private static async Task ReadBodyAsync(Stream stream, int length, Taker take)
    {
        var buffer = new byte[64 * 1024];
        while (length > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, length)));
            if (read == 0)
            {
                throw new IOException("The client broke the connection.");
            }

            take(buffer.AsSpan(0, read));
            length -= read;
        }
    }

    private static async Task WriteAsync(Stream stream, string status, string fields, byte[]? body)
    {
        var length = body is null ? "" : $"Content-Length: {body.Length}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{fields}{length}\r\n"));
        await stream.WriteAsync(body ?? []);
        await stream.FlushAsync();
    }

    private static async Task<string?> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            head.Append((char)one[0]);
            if (head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString();
            }
        }

        return null;
    }

    private static string? FieldOf(string head, string name) =>
        head.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
