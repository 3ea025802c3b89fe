using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using LanTalk.Client.Configuration;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Trust;

/// <summary>
/// The file <c>key</c> with this user's key: anybody who has it is this user. It is created at the first use and never again: a file that exists but
/// cannot be used is an error, because a new key in its place would make the user a stranger to everybody.
/// </summary>
public static class UserKeyFile
{
    private const string Comment = "# The secret key of a LanTalk user. Keep it to yourself: whoever has it is you.";

    /// <summary>The key in a configuration directory.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public static UserKey LoadOrCreate(string directory) => LoadOrCreate(new ConfigFile(Path.Combine(directory, "key"), isSecret: true));

    internal static UserKey LoadOrCreate(IConfigFile file)
    {
        var text = file.Read();
        if (text is null)
        {
            // Two processes may arrive here at once: the second takes the key of the first.
            file.Change(there => text = there ?? New());
        }

        return Parse(text!) ?? throw file.Corrupt("it does not hold a key");
    }

    private static string New()
    {
        var seed = RandomNumberGenerator.GetBytes(UserKey.SeedLength);
        return $"{Comment}\n{Base64Url.EncodeToString(seed)}\n";
    }

    private static UserKey? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#')).ToList();
        Span<byte> seed = stackalloc byte[UserKey.SeedLength];
        return lines is [var line]
            && Base64Url.DecodeFromChars(line, seed, out var read, out var written) == OperationStatus.Done
            && read == line.Length
            && written == seed.Length
                ? UserKey.FromSeed(seed)
                : null;
    }
}
