using System.Text.Json;
using LanTalk.Client.Addresses;
using LanTalk.Client.Configuration;
using LanTalk.Client.Discovery;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Trust;

/// <summary>
/// The file <c>known_servers.json</c>: the servers that this user joined. What follows from it is decided by <see cref="ServerBook"/>.
/// </summary>
public sealed class KnownServers
{
    private readonly IConfigFile _file;
    private readonly TimeProvider _time;

    // What the file held last, because it is asked for each server that is announced.
    private volatile Tuple<string, ServerBook>? _read;

    internal KnownServers(IConfigFile file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>Those of a configuration directory.</summary>
    public static KnownServers In(string directory, TimeProvider time) =>
        new(new ConfigFile(Path.Combine(directory, "known_servers.json"), isSecret: false), time);

    /// <summary>All of them.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public IReadOnlyList<KnownServer> All => Read(_file.Read()).Servers;

    /// <summary>Whether to go on with a server.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public Judgement Judge(Meeting meeting) => Read(_file.Read()).Judge(meeting);

    /// <summary>What to think of a server that was found: known, new, or another one than is known under its name. Null where it is not encrypted.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public TrustVerdict? Judge(FoundServer found) =>
        found.Fingerprint is { } fingerprint ? Read(_file.Read()).Judge(found.Announcement.Name, fingerprint) : null;

    /// <summary>
    /// Those that may be who they say: where a known one of a name is there, others of that name are not. So whoever poses as it gains nothing
    /// by answering first, and those that are known come first. Where the known one is not there the others stay, to be refused for a reason that can be told.
    /// </summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public IReadOnlyList<FoundServer> WithoutPosers(IReadOnlyList<FoundServer> found)
    {
        var book = Read(_file.Read());
        var known = found.Where(IsKnown).ToList();
        var names = known.Select(server => server.Announcement.Name).ToHashSet(UserName.Comparer);
        return [.. known, .. found.Where(server => !names.Contains(server.Announcement.Name))];

        bool IsKnown(FoundServer server) => server.Fingerprint is { } fingerprint && book.Judge(server.Announcement.Name, fingerprint) == TrustVerdict.Known;
    }

    /// <summary>What an announced server is to this user, by what is known now.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public Func<FoundServer, ServerStanding> Standings() => Read(_file.Read()).StandingOf;

    /// <summary>Those that were met at an address, encrypted.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public IReadOnlyList<KnownServer> At(ServerAddress address) => Read(_file.Read()).At(address);

    /// <summary>Remembers a server that was joined.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public void Remember(Meeting meeting) => _file.Change(text => Write(Read(text).With(meeting, _time.GetUtcNow())));

    private static string Write(ServerBook book) =>
        JsonSerializer.Serialize(book.Servers.Select(ServerEntry.Of).ToList(), ConfigJson.Default.ListServerEntry) + "\n";

    private ServerBook Read(string? text)
    {
        if (text is null)
        {
            return new ServerBook([]);
        }

        if (_read is { } before && before.Item1 == text)
        {
            return before.Item2;
        }

        try
        {
            var entries = JsonSerializer.Deserialize(text, ConfigJson.Default.ListServerEntry);
            var book = new ServerBook([.. (entries ?? []).Select(entry => entry?.Read() ?? throw new JsonException("a server in it has no fingerprint"))]);
            _read = Tuple.Create(text, book);
            return book;
        }
        catch (JsonException e)
        {
            throw _file.Corrupt(SafeText.Clean(e.Message).TrimEnd('.'));
        }
    }
}
