-- A history as version 1 wrote it: room 1 has lost its first two messages to the limit, room 2 all seven.
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
INSERT INTO room VALUES (1, 'lobby', '0123456789abcdef', 2), (2, 'garden', 'fedcba9876543210', 7);
INSERT INTO message VALUES
    ((1 << 40) + 3, 1700000000000, 'Bob', 'Good morning', 0, ''),
    ((1 << 40) + 4, 1700000001000, 'Alice', 'Grüße aus Köln', 0, 'k1'),
    ((1 << 40) + 5, 1700000002000, 'Alice', 'waves', 1, 'k1'),
    ((1 << 40) + 6, 1700000003000, 'Bob', 'see you in the garden', 0, '');
PRAGMA user_version = 1;
