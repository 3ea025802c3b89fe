using System.Text;
using LanTalk.Cli.Terminals;
using LanTalk.Protocol.Files;

namespace LanTalk.Cli.Logging;

/// <summary>
/// The file <c>lantalk.log</c>, which only its owner can read. Each write goes to the end of the file that has this name now: it may be moved,
/// deleted or truncated in the meantime, as by log rotation. At 10 MiB it becomes <c>lantalk.log.1</c>; four old ones are kept.
/// </summary>
internal sealed class LogFile : IOutput
{
    private const int KeptOldFiles = 4;

    private readonly string _path;
    private readonly long _maxSize;
    private FileStream? _file;

    // The file's real path, if the given one is a link.
    private string _target;

    /// <param name="path">Its path.</param>
    /// <param name="maxSize">Its greatest size in bytes.</param>
    public LogFile(string path, long maxSize = 10 * 1024 * 1024)
    {
        (_path, _maxSize) = (path, maxSize);
        _target = path;
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<OutputLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line.Text).Append('\n');
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var file = FileFor(bytes.Length);
        var end = file.CanSeek ? RandomAccess.GetLength(file.SafeFileHandle) : 0;
        try
        {
            RandomAccess.Write(file.SafeFileHandle, bytes, end);
        }
        catch (IOException) when (file.CanSeek)
        {
            // Half a line would run into the next one that can be written.
            RandomAccess.SetLength(file.SafeFileHandle, end);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private FileStream FileFor(int length)
    {
        if (_file is null || !IsStillThere(_file))
        {
            Close();
            _file = Open();
        }

        if (_file.CanSeek && _file.Length > 0 && _file.Length + length > _maxSize)
        {
            Close();
            PutAside();
            _file = Open();
        }

        return _file;
    }

    /// <summary>Whether the open file is the one that has the name. Another one does not have the same length and time.</summary>
    private bool IsStillThere(FileStream file)
    {
        var named = new FileInfo(_target);
        return named.Exists
            && (!file.CanSeek || (named.Length == file.Length && named.LastWriteTimeUtc == File.GetLastWriteTimeUtc(file.SafeFileHandle)));
    }

    private FileStream Open()
    {
        var file = PrivateFiles.Open(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            _target = File.ResolveLinkTarget(_path, returnFinalTarget: true)?.FullName ?? _path;
            if (file.CanSeek)
            {
                PrivateFiles.MakePrivate(file);
                DescriptorFlags.AppendOnly(file.SafeFileHandle);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void PutAside()
    {
        for (var i = KeptOldFiles - 1; i >= 1; i--)
        {
            if (File.Exists($"{_path}.{i}"))
            {
                File.Move($"{_path}.{i}", $"{_path}.{i + 1}", overwrite: true);
            }
        }

        File.Move(_path, $"{_path}.1", overwrite: true);
    }
}
