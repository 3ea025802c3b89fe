using LanTalk.Protocol.Files;

namespace LanTalk.Cli.Hosting;

/// <summary>The home of a user who has none: without <c>HOME</c> and without an entry in the system's list of users, as in some containers.</summary>
internal static class HomeDirectory
{
    private const string Variable = "HOME";

    /// <summary>
    /// Sets <c>HOME</c> if it is missing. The runtime's TLS looks for certificates below it, whatever it is told to trust, and fails if it cannot.
    /// </summary>
    public static void Provide()
    {
        if (!OperatingSystem.IsWindows() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            Environment.SetEnvironmentVariable(Variable, UserDirectories.Home);
        }
    }
}
