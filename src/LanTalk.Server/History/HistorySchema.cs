using LanTalk.Protocol.Files;

namespace LanTalk.Server.History;

/// <summary>The tables of <c>history.db</c>, by version. Older versions are upgraded, newer ones refused.</summary>
internal static class HistorySchema
{
    /// <summary>The current version.</summary>
    public const int Current = 6;

    /// <summary>The upgrade from each version to the next. A released step is never changed.</summary>
    private static readonly string[] Steps =
    [
        // The key of a message is a MessageKey. The last id of a room is that of its last row or, if there is none, pruned_id, so an append need not
        // update the room's row. No foreign keys: only a key's upper bits refer to a room.
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

        // The index of words, which follows the messages with its own cursor, indexed_id; and the first id of each hour, which tells a search with
        // since: where to stop.
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

        // The topics; the private messages that are not confirmed yet, and the keys that they are sealed to.
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

        // The index of words gets rules for all scripts. Upkeep fills it again, from the first stored message.
        $"""
        DROP TABLE word;
        {WordIndex.Create};
        UPDATE room SET indexed_id = pruned_id;
        """,

        // When an identity was used last; 0 for those from before, whose time begins when upkeep sees them.
        "ALTER TABLE identity ADD COLUMN used INTEGER NOT NULL DEFAULT 0;",

        // The share that a message announces, as JSON; null for a text.
        "ALTER TABLE message ADD COLUMN share TEXT;",
    ];

    /// <summary>Upgrades a file to the current version; a copy of an older one is made first.</summary>
    /// <exception cref="StoreException">It is newer than this program, or not a history.</exception>
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

    /// <summary>The version of a file; 0 if it is empty.</summary>
    /// <exception cref="StoreException">It is newer than this program, or not a history.</exception>
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
            // Into an empty file that we created, so that the copy is as private as the original.
            PrivateFiles.Open(copy, FileMode.CreateNew).Dispose();
            using var statement = connection.Prepare("VACUUM INTO ?1");
            statement.Bind(1, copy);
            statement.Run();
        }
        catch (Exception e) when (e is not StoreException)
        {
            // Half a copy could be mistaken for a whole one.
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
