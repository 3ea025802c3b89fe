using LanTalk.Protocol.Shares;

namespace LanTalk.Client.Shares;

/// <summary>Moves what has arrived to a name that nothing has yet. Nothing is replaced, be it a link that leads nowhere.</summary>
internal static class FreePath
{
    /// <summary>Moves a file or directory to the first free name; another program may take one at the same moment.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="directory">The directory that it goes to, on the same disk.</param>
    /// <param name="name">The name that it should have.</param>
    /// <returns>Where it is now.</returns>
    public static string Move(string from, string directory, string name)
    {
        for (var number = 1; ; number++)
        {
            var to = Path.Combine(directory, number == 1 ? name : SafeNames.Numbered(name, number));
            if (Path.Exists(to) || new FileInfo(to).LinkTarget is not null)
            {
                continue;
            }

            try
            {
                MoveOnce(from, to);
                return to;
            }
            catch (IOException) when (Path.Exists(to) && Path.Exists(from))
            {
                // Taken in this moment.
            }
        }
    }

    // Neither replaces what is there.
    private static void MoveOnce(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to, overwrite: false);
        }
    }
}
