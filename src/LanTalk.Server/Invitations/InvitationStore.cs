using System.Globalization;
using System.Net;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.Invitations;

/// <summary>
/// The invitations of a server. Only the public halves of their keys are stored, so reading the file lets nobody join. Changes by another process
/// count at once. All work runs on the thread pool, one piece after the other.
/// </summary>
public sealed class InvitationStore : IDisposable
{
    /// <summary>How many invitations may be open at once.</summary>
    internal const int MaxOpen = 300;

    /// <summary>How many of them may be one user's.</summary>
    internal const int MaxOpenOfUser = 20;

    // So that a latecomer is told that the invitation has expired, and not that there is none.
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(7);

    private const string Columns = "number, by, room, expires, uses, (SELECT count(*) FROM uses WHERE invitation = number)";

    private readonly InvitationDatabase _database;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1);

    private InvitationStore(InvitationDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens the invitations of a data directory.</summary>
    /// <exception cref="InvitationStoreException">The file is there but cannot be used, or cannot be made.</exception>
    public static InvitationStore Open(string directory, TimeProvider time) => new(InvitationDatabase.Open(directory), time);

    /// <summary>Whether a data directory has any.</summary>
    public static bool IsThere(string directory) => File.Exists(InvitationDatabase.PathIn(directory));

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        _gate.Dispose();
    }

    /// <summary>Keeps a new invitation; returns its id, or null with the reason, for a person.</summary>
    /// <exception cref="InvitationStoreException">It cannot be written.</exception>
    internal Task<(string? Id, string? Problem)> AddAsync(NewInvitation made) => RunAsync<(string?, string?)>(() =>
    {
        _database.Execute("DELETE FROM invitations WHERE expires <= $1", Now - (long)KeptAfterEnd.TotalMilliseconds);
        if (made.Owner.Length > 0 && CountOpen(made.Owner) >= MaxOpenOfUser)
        {
            return (null, $"You have made {MaxOpenOfUser} invitations that are open, which is as many as a user may. /uninvite ends one.");
        }

        if (CountOpen(owner: null) >= MaxOpen)
        {
            return (null, $"There are {MaxOpen} open invitations, which is as many as there may be. /uninvite ends one.");
        }

        var number = _database.Number(
            "INSERT INTO invitations (key, owner, by, room, expires, uses) VALUES ($1, $2, $3, $4, $5, $6) RETURNING number",
            Base64UrlText.Write(made.PublicKey.Span), made.Owner, made.By, made.Room, made.Expires.ToUnixTimeMilliseconds(), made.Uses);
        return (IdOf(number), null);
    });

    /// <summary>Lets a user in, if the invitation does: counts a use unless this user has used it before.</summary>
    /// <param name="publicKey">The invitation's public key.</param>
    /// <param name="user">The user's key, in its full form.</param>
    /// <exception cref="InvitationStoreException">It cannot be read or written.</exception>
    internal Task<InvitationState> UseAsync(ReadOnlyMemory<byte> publicKey, string user) => RunAsync(() =>
    {
        if (Find(Base64UrlText.Write(publicKey.Span)) is not var (number, expires, uses, isRevoked))
        {
            return InvitationState.Unknown;
        }

        if (isRevoked || expires <= Now)
        {
            return isRevoked ? InvitationState.Revoked : InvitationState.Expired;
        }

        if (_database.Number("SELECT count(*) FROM uses WHERE invitation = $1 AND user = $2", number, user) > 0)
        {
            return InvitationState.Valid;
        }

        if (_database.Number("SELECT count(*) FROM uses WHERE invitation = $1", number) >= uses)
        {
            return InvitationState.UsedUp;
        }

        _database.Execute("INSERT INTO uses (invitation, user) VALUES ($1, $2)", number, user);
        return InvitationState.Valid;
    });

    /// <summary>The invitations that are neither expired nor revoked, in the order in which they were made.</summary>
    /// <param name="owner">The key of the user who made them; null for those of everybody.</param>
    /// <exception cref="InvitationStoreException">They cannot be read.</exception>
    internal Task<IReadOnlyList<StoredInvitation>> ListAsync(string? owner) => RunAsync<IReadOnlyList<StoredInvitation>>(() =>
    {
        var list = new List<StoredInvitation>();
        using var command = _database.Command(
            $"SELECT {Columns} FROM invitations WHERE revoked = 0 AND expires > $1 AND ($2 IS NULL OR owner = $2) ORDER BY number", Now, owner);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            list.Add(Read(reader));
        }

        return list;
    });

    /// <summary>Revokes an invitation; false if there is none with that id that is open.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="owner">The key of the user who must have made it; null for anybody.</param>
    /// <exception cref="InvitationStoreException">It cannot be written.</exception>
    internal Task<bool> RevokeAsync(string id, string? owner) => RunAsync(() =>
        TryReadId(id, out var number)
        && _database.Execute(
            "UPDATE invitations SET revoked = 1 WHERE number = $1 AND revoked = 0 AND expires > $2 AND ($3 IS NULL OR owner = $3)", number, Now, owner) > 0);

    /// <summary>Stores where the server is, for processes that make invitations beside it; null when it stops.</summary>
    /// <exception cref="InvitationStoreException">It cannot be written.</exception>
    internal Task PublishAsync(ServerLocation? location) => RunAsync(() => location is null
        ? _database.Execute("DELETE FROM location")
        : _database.Execute(
            "INSERT OR REPLACE INTO location (one, port, bound, needs_password, policy) VALUES (1, $1, $2, $3, $4)",
            location.Port, string.Join(' ', location.Bound), location.NeedsPassword, (int)location.Policy));

    /// <summary>Where the server is; null if none runs on this data directory.</summary>
    /// <exception cref="InvitationStoreException">It cannot be read.</exception>
    public Task<ServerLocation?> FindLocationAsync() => RunAsync(() =>
    {
        using var command = _database.Command("SELECT port, bound, needs_password, policy FROM location");
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new ServerLocation(
                reader.GetInt32(0), [.. reader.GetString(1).Split(' ').Select(IPAddress.Parse)], reader.GetBoolean(2), (InvitePolicy)reader.GetInt32(3))
            : null;
    });

    private static string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"k{number}");

    private static bool TryReadId(string id, out long number)
    {
        number = 0;
        return id.StartsWith('k') && long.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static StoredInvitation Read(SqliteDataReader reader) => new(
        IdOf(reader.GetInt64(0)), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)), reader.GetInt32(4), reader.GetInt32(5));

    private (long Number, long Expires, int Uses, bool IsRevoked)? Find(string key)
    {
        using var command = _database.Command("SELECT number, expires, uses, revoked FROM invitations WHERE key = $1", key);
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetBoolean(3)) : null;
    }

    private long CountOpen(string? owner) =>
        _database.Number("SELECT count(*) FROM invitations WHERE revoked = 0 AND expires > $1 AND ($2 IS NULL OR owner = $2)", Now, owner);

    private async Task<T> RunAsync<T>(Func<T> work)
    {
        await _gate.WaitAsync();
        try
        {
            return await Task.Run(() => _database.InTransaction(work));
        }
        finally
        {
            _gate.Release();
        }
    }
}
