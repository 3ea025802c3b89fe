-- A history as version 3 wrote it: room 1 has lost its first two messages to the limit, and all that is left of it is indexed.
PRAGMA journal_mode = WAL;
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
INSERT INTO room (number, name, epoch, pruned_id, indexed_id, topic) VALUES
    (1, 'lobby', '0123456789abcdef', 2, 6, ''), (2, 'garden', 'fedcba9876543210', 7, 7, 'Flowers');
INSERT INTO message (key, at, user, text, action, sender, nonce) VALUES
    ((1 << 40) + 3, 1700000000000, 'Bob', 'Good morning', 0, '', ''),
    ((1 << 40) + 4, 1700000001000, 'Alice', '今天下午三点会议', 0, 'k1', 'n1'),
    ((1 << 40) + 5, 1700000002000, 'Alice', 'waves', 1, 'k1', 'n2'),
    ((1 << 40) + 6, 1700000003000, 'Bob', 'see you in the garden', 0, '', '');
INSERT INTO word (rowid, author, text) SELECT key, hex(lower(user)), text FROM message;
INSERT INTO hour VALUES (1, 472222, 3);
PRAGMA user_version = 3;
