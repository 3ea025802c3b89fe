using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Client.Configuration;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Sealing;

/// <summary>A sealed share that a user has sent to this one.</summary>
/// <param name="From">That user's name.</param>
/// <param name="Facts">What that user says of it.</param>
/// <param name="Key">The key that opens it.</param>
public sealed record ReceivedShare(string From, ShareFacts Facts, byte[] Key)
{
    /// <summary>Leaves the key out, so that no log can hold it.</summary>
    public override string ToString() => $"ReceivedShare {{ From = {From}, Facts = {Facts} }}";
}

/// <summary>
/// The file <c>sealed_shares.json</c>: the keys of the sealed shares that came in private messages, which come only once. It is bounded for each sender
/// and each server, so that a flood from one of them pushes out only its own.
/// </summary>
public sealed class ReceivedShares
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(90);

    internal const int MaxPerSender = 100;
    internal const int MaxPerServer = 500;
    private const int Capacity = 2000;

    private readonly IConfigFile _file;
    private readonly TimeProvider _time;

    // Those that came while the file could not be written: in memory only. It also guards the use of the file.
    private readonly List<ReceivedEntry> _unwritten = [];

    internal ReceivedShares(IConfigFile file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>The file of a configuration directory.</summary>
    public static ReceivedShares In(string directory, TimeProvider time) =>
        new(new ConfigFile(Path.Combine(directory, "sealed_shares.json"), isSecret: true), time);

    /// <summary>Whether some keys are in memory only.</summary>
    internal bool HasUnwritten
    {
        get
        {
            lock (_unwritten)
            {
                return _unwritten.Count > 0;
            }
        }
    }

    /// <summary>Finds the key of a share that the server has.</summary>
    /// <param name="server">The server.</param>
    /// <param name="number">The share's number.</param>
    /// <param name="root">The root of what the server has: anybody may have sent a key for that number.</param>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="ConfigFileException">The file cannot be used.</exception>
    public ReceivedShare? Find(ServerFingerprint server, long number, string root)
    {
        lock (_unwritten)
        {
            return _unwritten.Concat(Current(_file.Read()))
                .FirstOrDefault(entry => entry.Server == server.ToString() && entry.Share == number && entry.Root == root)?.Read();
        }
    }

    /// <summary>Keeps the key of a share; in memory only, if the file cannot be written.</summary>
    /// <exception cref="ConfigFileException">The file cannot be read.</exception>
    internal void Keep(ServerFingerprint server, string from, UserIdentity sender, SealedShare share)
    {
        var came = new ReceivedEntry(
            server.ToString(), share.Share, from, sender.FullForm, share.Key,
            share.Title, share.Count, share.Size, share.ManifestSize, share.Root, _time.GetUtcNow());
        lock (_unwritten)
        {
            try
            {
                _file.Change(text => JsonSerializer.Serialize(With(Current(text), came), SealingJson.Default.ListReceivedEntry) + "\n");
            }
            catch (ConfigFileException e) when (e.IsUnwritable)
            {
                var kept = With(_unwritten, came);
                _unwritten.Clear();
                _unwritten.AddRange(kept);
            }
        }
    }

    private static List<ReceivedEntry> With(IReadOnlyList<ReceivedEntry> entries, ReceivedEntry came)
    {
        // The newest first.
        List<ReceivedEntry> all = [came, .. entries.Where(entry => !entry.IsSame(came))];
        var ofSender = all.Where(entry => entry.Server == came.Server && entry.FromKey == came.FromKey).Skip(MaxPerSender).ToHashSet();
        all.RemoveAll(ofSender.Contains);
        var ofServer = all.Where(entry => entry.Server == came.Server).Skip(MaxPerServer).ToHashSet();
        all.RemoveAll(ofServer.Contains);
        return [.. all.Take(Capacity)];
    }

    private List<ReceivedEntry> Current(string? text)
    {
        try
        {
            var entries = text is null ? [] : JsonSerializer.Deserialize(text, SealingJson.Default.ListReceivedEntry) ?? [];
            return entries.Contains(null!) ? throw new JsonException("a share in it is null")
                : [.. entries.Where(entry => _time.GetUtcNow() - entry.Received < Age)];
        }
        catch (JsonException e)
        {
            throw _file.Corrupt(SafeText.Clean(e.Message).TrimEnd('.'));
        }
    }
}

/// <summary>A share in <c>sealed_shares.json</c>.</summary>
internal sealed record ReceivedEntry(
    string Server, long Share, string From, string FromKey, string Key,
    string Title, long Count, long Size, long ManifestSize, string Root, DateTimeOffset Received)
{
    /// <summary>Whether it is the same share of the same sender.</summary>
    public bool IsSame(ReceivedEntry other) => (Server, Share, FromKey) == (other.Server, other.Share, other.FromKey);

    /// <summary>The share; null if the key is not one.</summary>
    public ReceivedShare? Read() => Base64UrlText.Read(Key, ShareSeal.KeyLength) is { } key
        ? new ReceivedShare(From, new ShareFacts(Share, Title, Count, Size, ManifestSize, Root), key)
        : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(List<ReceivedEntry>))]
internal sealed partial class SealingJson : JsonSerializerContext;
