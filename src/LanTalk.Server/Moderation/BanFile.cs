using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LanTalk.Protocol.Files;

namespace LanTalk.Server.Moderation;

/// <summary>The file <c>bans.json</c>.</summary>
internal sealed class BanFile(string directory)
{
    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _lockPath = System.IO.Path.Combine(directory, "bans.json.lock");

    /// <summary>Its path.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, "bans.json");

    /// <summary>Differs whenever the file has changed; null if there is no file.</summary>
    public (DateTime WrittenAt, long Length)? Stamp
    {
        get
        {
            var info = new FileInfo(Path);
            return info.Exists ? (info.LastWriteTimeUtc, info.Length) : null;
        }
    }

    /// <summary>Reads the bans; empty if there is no file.</summary>
    /// <exception cref="BanFileException">It cannot be read or understood.</exception>
    public List<Ban> Read()
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(Path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BanFileException($"{Path} cannot be read: {e.Message}", e);
        }

        return BanFileReader.Read(Path, content);
    }

    /// <summary>Replaces the bans. Only under <see cref="LockAsync"/>.</summary>
    public void Write(IEnumerable<Ban> bans)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content, WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var ban in bans)
            {
                Write(writer, ban);
            }

            writer.WriteEndArray();
        }

        content.WriteByte((byte)'\n');
        WholeFile.Replace(Path, content.ToArray());
    }

    /// <summary>Keeps other processes from changing the file until the result is disposed.</summary>
    /// <exception cref="TimeoutException">The lock could not be taken within 5 s.</exception>
    public Task<IDisposable> LockAsync(TimeProvider time) => FileLock.TakeAsync(_lockPath, time);

    private static void Write(Utf8JsonWriter writer, Ban ban)
    {
        writer.WriteStartObject();
        writer.WriteString(ban.Target.Key is null ? "address" : "key", ban.Target.ToString());
        if (ban.Name is not null)
        {
            writer.WriteString("name", ban.Name);
        }

        if (ban.Reason is not null)
        {
            writer.WriteString("reason", ban.Reason);
        }

        if (ban.Until is { } until)
        {
            writer.WriteString("until", until.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }

        if (ban.By is not null)
        {
            writer.WriteString("by", ban.By);
        }

        foreach (var (name, value) in ban.Extra)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
