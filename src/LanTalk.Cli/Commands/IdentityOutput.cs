using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Json;
using LanTalk.Server.History;
using LanTalk.Server.Identity;

namespace LanTalk.Cli.Commands;

/// <summary>Prints by what a server is known: <c>lantalk serve --show-identity</c>.</summary>
internal static class IdentityOutput
{
    /// <summary>Prints it, and makes the server's identity if there is none yet; returns the exit code.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="json">Whether as a JSON object.</param>
    /// <exception cref="ToolException">The identity cannot be read or made.</exception>
    public static int Show(string directory, bool json)
    {
        DataDirectory.Create(directory);
        try
        {
            using var identity = ServerIdentityFile.Open(directory);
            var (fingerprint, words) = (identity.Fingerprint.ToString(), identity.Fingerprint.Words);
            Console.Out.WriteLine(json
                ? JsonSerializer.Serialize(new IdentityJson(fingerprint, words), ToolJson.Default.IdentityJson)
                : $"{fingerprint}{Environment.NewLine}{words}");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is StoreException or ServerIdentityException)
        {
            throw new ToolException(ExitCode.Usage, e.Message);
        }
    }
}
