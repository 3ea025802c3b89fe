using System.Globalization;
using LanTalk.Benchmarks.Load;

namespace LanTalk.Benchmarks.Browsers;

/// <summary>The bytes of answers as they travel. They are asked for once more, since a browser does not tell the size of what its workers load.</summary>
internal sealed record Transferred
{
    /// <summary>The encodings of the bodies.</summary>
    public string Encoding { get; private init; } = "";

    public long Bodies { get; private init; }

    public long Headers { get; private init; }

    /// <summary>Asks for each in the encodings that the browser takes.</summary>
    /// <exception cref="BenchmarkException">One was refused.</exception>
    public static async Task<Transferred> MeasureAsync(IReadOnlyCollection<Uri> loaded, string encodings)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", encodings);
        var (bodies, headers, used) = (0L, 0L, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var url in loaded)
        {
            using var answer = await http.GetAsync(url);
            if (!answer.IsSuccessStatusCode)
            {
                throw new BenchmarkException($"{url} answered {(int)answer.StatusCode}.");
            }

            bodies += (await answer.Content.ReadAsByteArrayAsync()).Length;
            headers += string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)answer.StatusCode} {answer.ReasonPhrase}\r\n\r\n").Length
                + answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Sum(header => $"{header.Key}: {header.Value}\r\n".Length);
            used.UnionWith(answer.Content.Headers.ContentEncoding);
        }

        return new Transferred { Encoding = string.Join(", ", used), Bodies = bodies, Headers = headers };
    }
}
