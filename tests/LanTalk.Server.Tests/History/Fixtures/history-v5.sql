-- A history as version 5 wrote it: messages have no shares.
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
CREATE VIRTUAL TABLE word USING fts5(author, text, pair, content = '', contentless_delete = 1, prefix = '3', tokenize = 'ascii');
INSERT INTO word (word, rank) VALUES ('automerge', 0);
ALTER TABLE identity ADD COLUMN used INTEGER NOT NULL DEFAULT 0;
INSERT INTO room (number, name, epoch, pruned_id, indexed_id, topic) VALUES (1, 'lobby', '0123456789abcdef', 0, 0, '');
INSERT INTO message (key, at, user, text, action, sender, nonce) VALUES ((1 << 40) + 1, 1700000000000, 'Alice', 'Good morning', 0, 'k1', 'n1');
PRAGMA user_version = 5;
