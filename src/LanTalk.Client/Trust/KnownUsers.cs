using System.Text.Json;
using LanTalk.Client.Configuration;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Trust;

/// <summary>The verdict on a user's key.</summary>
public enum UserKeyVerdict
{
    /// <summary>The key met before.</summary>
    Known,

    /// <summary>The first key met under this name.</summary>
    First,

    /// <summary>Another key than before: tell the user before anything else.</summary>
    Changed,
}

/// <summary>
/// The file <c>known_users.json</c>: the key of each name on each server. A name's first key is remembered, and a different one later is reported.
/// </summary>
/// <remarks>
/// A server can invent as many users as it likes. So when one has filled its share, no more of its users are remembered, and nothing is ever
/// forgotten to make room: otherwise a flood of strangers would wash out the key of a friend.
/// </remarks>
public sealed class KnownUsers
{
    /// <summary>The most users remembered of one server.</summary>
    internal const int MaxPerServer = 1024;

    /// <summary>The most users remembered in all.</summary>
    internal const int Capacity = 16 * 1024;

    private readonly IConfigFile _file;
    private readonly TimeProvider _time;

    // Met while the file could not be written: remembered in memory only.
    private readonly List<UserEntry> _unwritten = [];

    internal KnownUsers(IConfigFile file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>The file of a configuration directory.</summary>
    public static KnownUsers In(string directory, TimeProvider time) =>
        new(new ConfigFile(Path.Combine(directory, "known_users.json"), isSecret: false), time);

    /// <summary>The users of all servers, by name.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public IReadOnlyList<string> Names => [.. Read(_file.Read()).Select(entry => entry.User)];

    /// <summary>Whether a key was met under this name before.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public bool IsKnown(ServerFingerprint server, string user)
    {
        lock (_unwritten)
        {
            return _unwritten.Concat(Read(_file.Read())).Any(entry => IsOf(entry, server, user));
        }
    }

    /// <summary>Compares a user's key with the one met before, and remembers nothing.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    internal UserKeyVerdict Judge(ServerFingerprint server, string user, UserIdentity identity)
    {
        lock (_unwritten)
        {
            return Compare(_unwritten.Exists(entry => IsOf(entry, server, user)) ? _unwritten : Read(_file.Read()), server, user, identity);
        }
    }

    /// <summary>Compares a user's key with the one met before, and remembers it; in memory only, if the file cannot be written.</summary>
    /// <exception cref="ConfigFileException">The file cannot be read.</exception>
    public UserKeyVerdict Meet(ServerFingerprint server, string user, UserIdentity identity)
    {
        lock (_unwritten)
        {
            var verdict = Compare(_unwritten.Exists(entry => IsOf(entry, server, user)) ? _unwritten : Read(_file.Read()), server, user, identity);
            if (verdict is UserKeyVerdict.Known)
            {
                return verdict;
            }

            var met = new UserEntry(server.ToString(), user, identity.FullForm, _time.GetUtcNow());
            try
            {
                _file.Change(text =>
                {
                    // Another process may have met somebody since.
                    var entries = Read(text);
                    verdict = Compare(entries, server, user, identity);
                    Replace(entries, met, server, user, Capacity);
                    return JsonSerializer.Serialize(entries, ConfigJson.Default.ListUserEntry) + "\n";
                });
            }
            catch (ConfigFileException e) when (e.IsUnwritable)
            {
                Replace(_unwritten, met, server, user, MaxPerServer);
            }

            return verdict;
        }
    }

    private static void Replace(List<UserEntry> entries, UserEntry met, ServerFingerprint server, string user, int capacity)
    {
        entries.RemoveAll(entry => IsOf(entry, server, user));
        if (entries.Count < capacity && entries.Count(entry => entry.Server == met.Server) < MaxPerServer)
        {
            entries.Add(met);
        }
    }

    private static UserKeyVerdict Compare(List<UserEntry> entries, ServerFingerprint server, string user, UserIdentity identity)
    {
        var known = entries.Find(entry => IsOf(entry, server, user));
        return known is null ? UserKeyVerdict.First : known.Key == identity.FullForm ? UserKeyVerdict.Known : UserKeyVerdict.Changed;
    }

    private static bool IsOf(UserEntry entry, ServerFingerprint server, string user) =>
        entry.Server == server.ToString() && NameKey.AreOne(entry.User, user);

    private List<UserEntry> Read(string? text)
    {
        try
        {
            var entries = text is null ? [] : JsonSerializer.Deserialize(text, ConfigJson.Default.ListUserEntry) ?? [];
            return entries.Contains(null!) ? throw new JsonException("a user in it is null") : entries;
        }
        catch (JsonException e)
        {
            throw _file.Corrupt(SafeText.Clean(e.Message).TrimEnd('.'));
        }
    }
}
