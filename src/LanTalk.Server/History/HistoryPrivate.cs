using System.Buffers.Text;
using System.Text;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.History;

/// <summary>The private messages in the file. Used under the store's lock.</summary>
internal sealed class HistoryPrivate(HistoryConnection connection)
{
    // A confirmed message is stored empty, so that its id (the column "mark") stays known.
    private readonly Statement _box = connection.Prepare(
        """
        SELECT count(*), total(octet_length(message)), total(sender = ?2), total(iif(sender = ?2, octet_length(message), 0))
        FROM private WHERE recipient = ?1 AND message <> ''
        """);

    private readonly Statement _sent = connection.Prepare(
        "SELECT count(*), total(octet_length(message)) FROM private WHERE sender = ?1 AND message <> ''");

    private readonly Statement _find = connection.Prepare("SELECT 1 FROM private WHERE sender = ?1 AND mark = ?2");
    private readonly Statement _insert = connection.Prepare("INSERT INTO private (sender, mark, recipient, at, message) VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly Statement _waiting = connection.Prepare(
        "SELECT sender, mark, recipient, at, message FROM private WHERE recipient = ?1 AND message <> '' ORDER BY at, rowid");

    private readonly Statement _confirm = connection.Prepare("UPDATE private SET message = '' WHERE recipient = ?1 AND mark = ?2 AND message <> ''");
    private readonly Statement _drop = connection.Prepare("DELETE FROM private WHERE rowid IN (SELECT rowid FROM private WHERE at < ?1 LIMIT 100)");
    private readonly Statement _remember = connection.Prepare(
        """
        INSERT INTO identity (key, agreement_key, agreement_signature, used) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET agreement_key = ?2, agreement_signature = ?3, used = ?4
        """);

    private readonly Statement _used = connection.Prepare("SELECT used FROM identity WHERE key = ?1");
    private readonly Statement _date = connection.Prepare("UPDATE identity SET used = ?1 WHERE key IN (SELECT key FROM identity WHERE used = 0 LIMIT 100)");
    private readonly Statement _forget = connection.Prepare(
        """
        DELETE FROM identity WHERE key IN (
            SELECT key FROM identity WHERE used BETWEEN 1 AND ?1
            AND NOT EXISTS (SELECT 1 FROM private WHERE recipient = identity.key AND message <> '') LIMIT 100)
        """);

    private readonly Statement _identity = connection.Prepare("SELECT agreement_key, agreement_signature FROM identity WHERE key = ?1");

    /// <inheritdoc cref="IPrivateStore.Keep"/>
    public PrivateKeeping Keep(WaitingMessage message)
    {
        _find.Bind(1, message.Sender);
        _find.Bind(2, message.Id);
        if (_find.Step())
        {
            _find.Reset();
            return PrivateKeeping.Known;
        }

        if (!LoadFor(message).HasRoomFor(Encoding.UTF8.GetByteCount(message.Frame)))
        {
            return PrivateKeeping.Full;
        }

        _insert.Bind(1, message.Sender);
        _insert.Bind(2, message.Id);
        _insert.Bind(3, message.Recipient);
        _insert.Bind(4, message.At);
        _insert.Bind(5, message.Frame);
        _insert.Run();
        return PrivateKeeping.Kept;
    }

    /// <inheritdoc cref="IPrivateStore.ReadWaiting"/>
    public IReadOnlyList<WaitingMessage> ReadWaiting(string recipient)
    {
        var waiting = new List<WaitingMessage>();
        _waiting.Bind(1, recipient);
        while (_waiting.Step())
        {
            waiting.Add(new WaitingMessage(_waiting.Text(0), _waiting.Text(1), _waiting.Text(2), _waiting.Number(3), _waiting.Text(4)));
        }

        return waiting;
    }

    /// <inheritdoc cref="IPrivateStore.Confirm"/>
    public void Confirm(string recipient, string id)
    {
        _confirm.Bind(1, recipient);
        _confirm.Bind(2, id);
        _confirm.Run();
    }

    /// <summary>Deletes some messages that are too old, confirmed or not; false if there are none.</summary>
    public bool DropSome(DateTimeOffset now)
    {
        var before = connection.Changes;
        _drop.Bind(1, (now - WaitingMessage.Patience).ToUnixTimeMilliseconds());
        _drop.Run();
        return connection.Changes != before;
    }

    /// <summary>Forgets some identities that were not used since a time and have no messages waiting; false if there was none.</summary>
    public bool ForgetSome(DateTimeOffset now, DateTimeOffset since)
    {
        var before = connection.Changes;
        _date.Bind(1, now.ToUnixTimeMilliseconds());
        _date.Run();
        _forget.Bind(1, since.ToUnixTimeMilliseconds());
        _forget.Run();
        return connection.Changes != before;
    }

    /// <inheritdoc cref="IPrivateStore.Remember"/>
    public void Remember(UserIdentity identity, DateTimeOffset now)
    {
        // Not written at each visit: a day more or less does not matter.
        if (identity.Equals(Find(identity.FullForm)) && (now - UsedAt(identity.FullForm)).Duration() < TimeSpan.FromDays(1))
        {
            return;
        }

        _remember.Bind(1, identity.FullForm);
        _remember.Bind(2, Base64Url.EncodeToString(identity.AgreementKey.Span));
        _remember.Bind(3, Base64Url.EncodeToString(identity.AgreementSignature.Span));
        _remember.Bind(4, now.ToUnixTimeMilliseconds());
        _remember.Run();
    }

    /// <inheritdoc cref="IPrivateStore.FindIdentity"/>
    public UserIdentity? Find(string key)
    {
        _identity.Bind(1, key);
        if (!UserIdentity.TryParseKey(key, out var signingKey) || !_identity.Step())
        {
            return null;
        }

        // Anybody may have edited the file, so the value need not be a key.
        var (agreementKey, signature) = (_identity.Text(0), _identity.Text(1));
        _identity.Reset();
        return Base64Url.IsValid(agreementKey) && Base64Url.IsValid(signature)
            ? UserIdentity.TryCreate(signingKey, Base64Url.DecodeFromChars(agreementKey), Base64Url.DecodeFromChars(signature))
            : null;
    }

    private DateTimeOffset UsedAt(string key)
    {
        _used.Bind(1, key);
        _used.Step();

        // Within what a date can be, whatever the file says.
        var at = Math.Clamp(_used.Number(0), 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
        _used.Reset();
        return DateTimeOffset.FromUnixTimeMilliseconds(at);
    }

    private BoxLoad LoadFor(WaitingMessage message)
    {
        _box.Bind(1, message.Recipient);
        _box.Bind(2, message.Sender);
        _box.Step();
        var (box, ofSender) = (new BoxAmount(_box.Number(0), _box.Number(1)), new BoxAmount(_box.Number(2), _box.Number(3)));
        _box.Reset();
        _sent.Bind(1, message.Sender);
        _sent.Step();
        var fromSender = new BoxAmount(_sent.Number(0), _sent.Number(1));
        _sent.Reset();
        return new BoxLoad(box, ofSender, fromSender);
    }
}
