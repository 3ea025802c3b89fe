using System.Text.Json;
using LanTalk.Client.Configuration;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Settings;

/// <summary>The state of a person's last chat on a server.</summary>
/// <param name="Name">The name chosen there with <c>/nick</c>; null for the usual one.</param>
/// <param name="Rooms">The rooms besides the lobby, in the order of their numbers.</param>
/// <param name="Shown">The room that was shown.</param>
internal sealed record Visit(string? Name, IReadOnlyList<string> Rooms, string Shown)
{
    /// <summary>For a first visit.</summary>
    public static Visit None { get; } = new(null, [], RoomName.Lobby);

    /// <summary>Whether another one is equal.</summary>
    public bool IsSameAs(Visit other) => Name == other.Name && Shown == other.Shown && Rooms.SequenceEqual(other.Rooms, StringComparer.Ordinal);
}

/// <summary>
/// Stores a visit to a server, so that the next one continues from it. A file that cannot be used counts as missing: the rooms are a convenience, and
/// no reason to stop anybody from talking.
/// </summary>
internal sealed class LastVisit
{
    private readonly ConfigFile _file;

    private LastVisit(ConfigFile file) => _file = file;

    /// <summary>The last visit to a server.</summary>
    /// <param name="directory">The configuration directory, because another one belongs to another user.</param>
    /// <param name="server">The server's identity.</param>
    public static LastVisit To(string directory, string server) =>
        new(new ConfigFile(Path.Combine(directory, "visits", $"{server.Replace(':', '-')}.json"), isSecret: false));

    /// <summary>Reads it.</summary>
    public Visit Read()
    {
        try
        {
            return Parse(_file.Read());
        }
        catch (ConfigFileException)
        {
            return Visit.None; // as the summary says
        }
    }

    /// <summary>Stores it.</summary>
    public void Write(Visit visit)
    {
        try
        {
            _file.Change(_ => JsonSerializer.Serialize(visit, SettingsJson.Default.Visit) + "\n");
        }
        catch (ConfigFileException)
        {
            // As the summary says.
        }
    }

    /// <summary>Invalid names are left out: the file may have been edited.</summary>
    private static Visit Parse(string? text)
    {
        try
        {
            var visit = text is null ? Visit.None : JsonSerializer.Deserialize(text, SettingsJson.Default.Visit) ?? Visit.None;
            var rooms = visit.Rooms.Select(RoomName.From).OfType<string>().Where(room => room != RoomName.Lobby).Distinct(StringComparer.Ordinal).ToList();
            return new Visit(
                visit.Name is { } name && UserName.IsValid(name) ? name : null,
                rooms,
                rooms.Contains(visit.Shown, StringComparer.Ordinal) ? visit.Shown : RoomName.Lobby);
        }
        catch (JsonException)
        {
            return Visit.None;
        }
    }
}
