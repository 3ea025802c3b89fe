using System.Globalization;
using System.Text;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Programs;

/// <summary>
/// The log of a program: the file <c>log</c> in its directory, and <c>log.old</c>, what came before. A disk that is full or gone only loses lines: the
/// program and the chat go on.
/// </summary>
internal sealed class ProgramLog(string directory, TimeProvider time) : IDisposable
{
    private const int MaxSize = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly string _path = PathIn(directory);
    private FileStream? _file;

    /// <summary>The last line of the program; empty if there was none.</summary>
    public string Last { get; private set; } = "";

    /// <summary>Adds a line of the program, cleaned: it is shown in terminals.</summary>
    public void Add(string line)
    {
        var cleaned = SafeText.Clean(line);
        Last = cleaned;
        Write(cleaned);
    }

    /// <summary>Adds what the server has to say of the program.</summary>
    public void Note(string text) => Write(SafeText.Clean($"[lantalk] {text}"));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    /// <summary>The lines of a log, the oldest first; empty if there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<string> Read(string directory)
    {
        var path = PathIn(directory);
        return [.. new[] { FormerOf(path), path }.Where(File.Exists).SelectMany(ReadLines)];
    }

    private void Write(string cleaned)
    {
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone);
        var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss} {cleaned}\n"));
        lock (_gate)
        {
            try
            {
                var file = Open();
                file.Write(bytes);
                file.Flush();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Close();
            }
        }
    }

    private static string PathIn(string directory) => Path.Combine(directory, "log");

    private static string FormerOf(string path) => $"{path}.old";

    private static List<string> ReadLines(string path)
    {
        // The server goes on writing it.
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private FileStream Open()
    {
        if (_file is { Position: > MaxSize })
        {
            Close();
            File.Move(_path, FormerOf(_path), overwrite: true);
        }

        if (_file is null)
        {
            PrivateFiles.CreateDirectory(directory);
            _file = PrivateFiles.Open(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            _file.Seek(0, SeekOrigin.End);
        }

        return _file;
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // Its last line is lost, as is said of this class.
        }

        _file = null;
    }
}
