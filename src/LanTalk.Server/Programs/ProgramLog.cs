using System.Globalization;
using System.Text;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Programs;

/// <summary>
/// The log of a program: the file <c>log</c> in its directory, and <c>log.old</c>, what came before. A disk that is full or gone only loses lines: the program and the
/// chat go on.
/// </summary>
internal sealed class ProgramLog(string directory, TimeProvider time) : IDisposable
{
    private const int MaxSize = 1024 * 1024;

    private readonly Lock _gate = new();
    private FileStream? _file;

    /// <summary>The file of a program's log.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, "log");

    /// <summary>The last line that was added; empty if there was none.</summary>
    public string Last { get; private set; } = "";

    /// <summary>Adds a line, cleaned: it is shown in terminals.</summary>
    public void Add(string line)
    {
        var cleaned = SafeText.Clean(line);
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone);
        var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss} {cleaned}\n"));
        lock (_gate)
        {
            Last = cleaned;
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

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    private FileStream Open()
    {
        if (_file is { Position: > MaxSize })
        {
            Close();
            File.Move(PathIn(directory), $"{PathIn(directory)}.old", overwrite: true);
        }

        if (_file is null)
        {
            PrivateFiles.CreateDirectory(directory);
            _file = PrivateFiles.Open(PathIn(directory), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
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
