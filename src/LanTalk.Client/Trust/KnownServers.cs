using System.Text.Json;
using LanTalk.Client.Addresses;
using LanTalk.Client.Configuration;
using LanTalk.Client.Discovery;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Trust;

/// <summary>The file <c>known_servers.json</c>: the servers that this user joined. <see cref="ServerBook"/> decides what follows from it.</summary>
public sealed class KnownServers
{
    private readonly IConfigFile _file;
    private readonly TimeProvider _time;

    // The last contents of the file, because it is consulted for each announced server.
    private volatile Tuple<string, ServerBook>? _read;

    internal KnownServers(IConfigFile file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>The file of a configuration directory.</summary>
    public static KnownServers In(string directory, TimeProvider time) =>
        new(new ConfigFile(Path.Combine(directory, "known_servers.json"), isSecret: false), time);

    /// <summary>All servers in it.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public IReadOnlyList<KnownServer> All => Read(_file.Read()).Servers;

    /// <summary>The verdict on a server.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public Judgement Judge(Meeting meeting) => Read(_file.Read()).Judge(meeting);

    /// <summary>
    /// The verdict on a discovered server: known, new, or another one than the one known under its name. Null if it is not encrypted.
    /// </summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public TrustVerdict? Judge(FoundServer found) =>
        found.Fingerprint is { } fingerprint ? Read(_file.Read()).Judge(found.Announcement.Name, fingerprint) : null;

    /// <summary>
    /// The servers that may be the ones they claim to be: if the known one of a name is there, others of that name are left out. So an impostor gains
    /// nothing by answering first, and known servers come first. If the known one is not there, the others stay, to be refused with a reason.
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

    /// <summary>The standing of announced servers with this user, by what is known now.</summary>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public Func<FoundServer, ServerStanding> Standings() => Read(_file.Read()).StandingOf;

    /// <summary>The encrypted servers that were met at an address.</summary>
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
