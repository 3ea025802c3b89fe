using System.Text;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.History;

/// <summary>Keeps private messages in memory, until the server stops.</summary>
/// <param name="time">The clock.</param>
/// <param name="identityAge">How long an identity is remembered that nobody uses; null for ever.</param>
internal sealed class MemoryPrivateStore(TimeProvider time, TimeSpan? identityAge = null) : IPrivateStore
{
    /// <summary>How often those are looked for that may be forgotten.</summary>
    private static readonly TimeSpan Looking = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();

    // With the time of their last use, by the time that passes.
    private readonly Dictionary<string, (UserIdentity Identity, long UsedAt)> _identities = new(StringComparer.Ordinal);
    private long _lookedAt = time.GetTimestamp();

    // All messages of the last days, confirmed or not, in order of arrival; by elapsed time, whatever the clock says.
    private readonly Queue<(WaitingMessage Message, long KeptAt)> _kept = new();
    private readonly HashSet<(string Sender, string Id)> _known = [];

    // The unconfirmed messages: by recipient, oldest first, and how much there is of each sender.
    private readonly Dictionary<string, List<WaitingMessage>> _boxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BoxAmount> _sent = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public PrivateKeeping Keep(WaitingMessage message)
    {
        lock (_gate)
        {
            DropOld();
            if (_known.Contains((message.Sender, message.Id)))
            {
                return PrivateKeeping.Known;
            }

            if (!LoadFor(message).HasRoomFor(Encoding.UTF8.GetByteCount(message.Frame)))
            {
                return PrivateKeeping.Full;
            }

            _known.Add((message.Sender, message.Id));
            _kept.Enqueue((message, time.GetTimestamp()));
            if (!_boxes.TryGetValue(message.Recipient, out var box))
            {
                _boxes[message.Recipient] = box = [];
            }

            box.Add(message);
            _sent[message.Sender] = Add(_sent.GetValueOrDefault(message.Sender), message, 1);
            return PrivateKeeping.Kept;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<WaitingMessage> ReadWaiting(string recipient)
    {
        lock (_gate)
        {
            return [.. _boxes.GetValueOrDefault(recipient) ?? []];
        }
    }

    /// <inheritdoc/>
    public void Confirm(string recipient, string id)
    {
        lock (_gate)
        {
            Take(recipient, message => message.Id == id);
        }
    }

    /// <inheritdoc/>
    public void Remember(UserIdentity identity)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_lookedAt) > Looking)
            {
                _lookedAt = time.GetTimestamp();
                DropOld();
                ForgetUnused();
            }

            _identities[identity.FullForm] = (identity, time.GetTimestamp());
        }
    }

    /// <inheritdoc/>
    public UserIdentity? FindIdentity(string key)
    {
        lock (_gate)
        {
            return _identities.GetValueOrDefault(key).Identity;
        }
    }

    private void ForgetUnused()
    {
        foreach (var (key, (_, usedAt)) in _identities)
        {
            if (time.GetElapsedTime(usedAt) > identityAge && !_boxes.ContainsKey(key))
            {
                _identities.Remove(key);
            }
        }
    }

    private BoxLoad LoadFor(WaitingMessage message)
    {
        var (box, ofSender) = (default(BoxAmount), default(BoxAmount));
        foreach (var other in _boxes.GetValueOrDefault(message.Recipient) ?? [])
        {
            box = Add(box, other, 1);
            ofSender = other.Sender == message.Sender ? Add(ofSender, other, 1) : ofSender;
        }

        return new BoxLoad(box, ofSender, _sent.GetValueOrDefault(message.Sender));
    }

    private static BoxAmount Add(BoxAmount amount, WaitingMessage message, int count) =>
        new(amount.Count + count, amount.Bytes + (count * Encoding.UTF8.GetByteCount(message.Frame)));

    private void DropOld()
    {
        while (_kept.TryPeek(out var oldest) && time.GetElapsedTime(oldest.KeptAt) > WaitingMessage.Patience)
        {
            _kept.Dequeue();
            _known.Remove((oldest.Message.Sender, oldest.Message.Id));
            Take(oldest.Message.Recipient, message => ReferenceEquals(message, oldest.Message));
        }
    }

    /// <summary>Removes messages from a box, which holds few.</summary>
    private void Take(string recipient, Predicate<WaitingMessage> matches)
    {
        if (!_boxes.TryGetValue(recipient, out var box))
        {
            return;
        }

        foreach (var message in box.FindAll(matches))
        {
            box.Remove(message);
            var left = Add(_sent[message.Sender], message, -1);
            if (left.Count > 0)
            {
                _sent[message.Sender] = left;
            }
            else
            {
                _sent.Remove(message.Sender);
            }
        }

        if (box.Count == 0)
        {
            _boxes.Remove(recipient);
        }
    }
}
