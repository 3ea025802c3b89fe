using LanTalk.Protocol.Files;

namespace LanTalk.Server.History;

/// <summary>The tables in <c>history.db</c>, by version. Older ones are brought up to date, newer ones refused.</summary>
internal static class HistorySchema
{
    /// <summary>The present version.</summary>
    public const int Current = 4;

    /// <summary>What leads from each version to the next. A step that was released is never changed.</summary>
    private static readonly string[] Steps =
    [
        // A message's key is that of MessageKey. The last id of a room is that of its last row or, if none is left, pruned_id: so an
        // append need not touch the room's row. No foreign keys: nothing but a key's upper bits would refer to a room.
        """
        CREATE TABLE room (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            epoch TEXT NOT NULL,
            pruned_id INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE message (
            key INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            user TEXT NOT NULL,
            text TEXT NOT NULL,
            action INTEGER NOT NULL,
            sender TEXT NOT NULL
        ) STRICT;
        """,

        // The index of words, which follows the messages with a cursor of its own, indexed_id, and the first id of each hour, by
        // which a search since some time knows where to stop.
        """
        ALTER TABLE message ADD COLUMN nonce TEXT NOT NULL DEFAULT '';
        ALTER TABLE room ADD COLUMN indexed_id INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE hour (
            room INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            first_id INTEGER NOT NULL,
            PRIMARY KEY (room, hour)
        ) STRICT, WITHOUT ROWID;
        CREATE VIRTUAL TABLE word USING fts5(author, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
        INSERT INTO word (word, rank) VALUES ('automerge', 0);
        """,

        // What a room is about; private messages that their recipients have not confirmed, and the keys that they are sealed to.
        """
        ALTER TABLE room ADD COLUMN topic TEXT NOT NULL DEFAULT '';
        CREATE TABLE private (
            sender TEXT NOT NULL,
            mark TEXT NOT NULL,
            recipient TEXT NOT NULL,
            at INTEGER NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (sender, mark)
        ) STRICT;
        CREATE INDEX private_recipient ON private (recipient) WHERE message <> '';
        CREATE TABLE identity (
            key TEXT PRIMARY KEY,
            agreement_key TEXT NOT NULL,
            agreement_signature TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,

        // The index of words takes texts apart by rules for all scripts. It is filled again, by upkeep, from the first message that is kept.
        $"""
        DROP TABLE word;
        {WordIndex.Create};
        UPDATE room SET indexed_id = pruned_id;
        """,
    ];

    /// <summary>Brings a file to the present version; of an older one a copy is made first.</summary>
    /// <exception cref="StoreException">It is newer than this program, or no history at all.</exception>
    public static void Upgrade(HistoryConnection connection, string path)
    {
        var version = VersionOf(connection, path);
        if (version == Current)
        {
            return;
        }

        if (version > 0)
        {
            Copy(connection, $"{path}.v{version}");
        }

        var steps = string.Concat(Steps[version..]);
        connection.Execute($"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {Current}; COMMIT");
    }

    /// <summary>The version of a file; 0 if there is nothing in it yet.</summary>
    /// <exception cref="StoreException">It is newer than this program, or no history at all.</exception>
    public static int VersionOf(HistoryConnection connection, string path)
    {
        var version = connection.Number("PRAGMA user_version");
        if (version > Current)
        {
            throw new StoreException(
                $"{path} was written by a newer LanTalk (its version is {version}, this one knows {Current}). "
                + "Use that one, or take another --data-dir; the file was left as it is.");
        }

        return version > 0 || connection.Number("SELECT count(*) FROM sqlite_schema") == 0
            ? (int)version
            : throw new StoreException($"{path} is a database, but no history of LanTalk. Move it away, or take another --data-dir.");
    }

    private static void Copy(HistoryConnection connection, string name)
    {
        var copy = FreeName(name);
        try
        {
            // Into an empty file of ours: the copy is as private as the original.
            PrivateFiles.Open(copy, FileMode.CreateNew).Dispose();
            using var statement = connection.Prepare("VACUUM INTO ?1");
            statement.Bind(1, copy);
            statement.Run();
        }
        catch (Exception e) when (e is not StoreException)
        {
            // Half a copy would pass for one.
            File.Delete(copy);
            throw new StoreException($"{copy} cannot be written, so the older history was left as it is: {e.Message}", e);
        }
    }

    private static string FreeName(string name)
    {
        var free = $"{name}.bak";
        for (var number = 2; File.Exists(free); number++)
        {
            free = $"{name}.{number}.bak";
        }

        return free;
    }
}
