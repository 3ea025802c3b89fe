using System.Globalization;
using System.Text;

namespace LanTalk.Testing;

/// <summary>HTTP as a browser writes it, so that a test can change any of it.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Headers">The answer's headers.</param>
/// <param name="Body">What came behind them.</param>
public sealed record HttpExchange(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Asks for a path, and reads the answer.</summary>
    public static async Task<HttpExchange> AskAsync(Stream stream, string path, string host, string method = "GET", params string[] headers)
    {
        var lines = new[] { $"{method} {path} HTTP/1.1", $"Host: {host}" }.Concat(headers);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\r\n")) + "\r\n"));
        await stream.FlushAsync();
        return await ReadAsync(stream, hasBody: method != "HEAD");
    }

    /// <summary>Sends a request with a body, and reads the answer.</summary>
    public static async Task<HttpExchange> SendAsync(Stream stream, string path, string host, string method, ReadOnlyMemory<byte> body, params string[] headers)
    {
        var lines = new[] { $"{method} {path} HTTP/1.1", $"Host: {host}", $"Content-Length: {body.Length}" }.Concat(headers);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\r\n")) + "\r\n"));
        try
        {
            await stream.WriteAsync(body);
            await stream.FlushAsync();
        }
        catch (IOException)
        {
            // The server need not read all of it before it answers and closes.
        }

        return await ReadAsync(stream, hasBody: true);
    }

    /// <summary>Reads an answer.</summary>
    public static async Task<HttpExchange> ReadAsync(Stream stream, bool hasBody)
    {
        var head = new List<byte>();
        var next = new byte[1];
        while (!(head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            await stream.ReadExactlyAsync(next).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            head.Add(next[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[hasBody && headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return new HttpExchange(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, body);
    }
}
