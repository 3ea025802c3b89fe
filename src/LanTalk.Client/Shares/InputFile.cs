using System.Security.Cryptography;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Shares;

/// <summary>
/// The output of a program, kept in a file of this user's alone until it is sent: the hashes of a share go before its bytes, so a stream cannot be sent as it
/// comes. The file is removed with this object.
/// </summary>
public sealed class InputFile : IDisposable
{
    /// <summary>How much is read between two looks at the disk.</summary>
    private const int PieceLength = 1024 * 1024;

    /// <summary>The space that always stays free: a full disk stops other programs.</summary>
    private const long KeptFree = 64L * 1024 * 1024;

    private readonly string _directory;
    private readonly string _name;

    private InputFile(string directory, string name) => (_directory, _name) = (directory, name);

    /// <summary>The files to share: this one, under the name that was chosen.</summary>
    public SourceFiles Source => SourceFiles.Single(FullPath, _name);

    private string FullPath => Path.Combine(_directory, "input");

    /// <summary>Makes an empty one.</summary>
    /// <param name="name">The name of the file for those who get it.</param>
    /// <param name="root">The directory for temporary files that it goes to.</param>
    /// <exception cref="ShareException">The name is not one of a file, or there can be no file.</exception>
    public static InputFile Create(string name, string root)
    {
        if (SafeNames.Clean(name, isTop: true) != name)
        {
            throw new ShareException(ShareFault.File, $"'{SafeText.Clean(name)}' cannot be the name of a file everywhere; '{SafeNames.Clean(name, isTop: true)}' can.");
        }

        var directory = Path.Combine(root, $"lantalk-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");
        try
        {
            PrivateFiles.CreateDirectory(directory);
            return new InputFile(directory, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ShareException.Of(directory, e);
        }
    }

    /// <summary>
    /// The directory for temporary files that may be large: the one that the user has set, or else one on the disk; the system's usual one may be in memory.
    /// </summary>
    public static string Root => OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } || !Directory.Exists("/var/tmp")
        ? Path.GetTempPath()
        : "/var/tmp";

    /// <summary>Takes everything that is there to be read.</summary>
    /// <param name="input">What a program writes.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">There is no space for it, or it cannot be read or written.</exception>
    public async Task FillAsync(Stream input, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = PrivateFiles.Open(FullPath, FileMode.CreateNew);
            var buffer = new byte[PieceLength];
            int length;
            while ((length = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                DiskSpace.Require(_directory, length + KeptFree);
                await file.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
            }
        }
        catch (ShareException e)
        {
            throw new ShareException(e.Fault, $"{e.Message} The input is kept there until it is sent; TMPDIR names another directory.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ShareException.Of(FullPath, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another program has it open, or it is gone already. It lies where temporary files are.
        }
    }
}
