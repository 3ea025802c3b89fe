using System.Collections.Concurrent;
using System.Text;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.History;

/// <summary>Keeps private messages in memory; they end with it.</summary>
internal sealed class MemoryPrivateStore(TimeProvider time) : IPrivateStore
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, UserIdentity> _identities = new(StringComparer.Ordinal);

    // In the order in which they came, confirmed ones included: those have an empty frame.
    private readonly List<WaitingMessage> _messages = [];

    /// <inheritdoc/>
    public PrivateKeeping Keep(WaitingMessage message)
    {
        lock (_gate)
        {
            var oldest = (time.GetUtcNow() - WaitingMessage.Patience).ToUnixTimeMilliseconds();
            _messages.RemoveAll(other => other.At < oldest);
            if (_messages.Exists(other => other.Sender == message.Sender && other.Mark == message.Mark))
            {
                return PrivateKeeping.Known;
            }

            if (!LoadFor(message).HasRoomFor(Encoding.UTF8.GetByteCount(message.Frame)))
            {
                return PrivateKeeping.Full;
            }

            _messages.Add(message);
            return PrivateKeeping.Kept;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<WaitingMessage> ReadWaiting(string recipient)
    {
        lock (_gate)
        {
            return _messages.FindAll(message => message.Recipient == recipient && message.Frame.Length > 0);
        }
    }

    /// <inheritdoc/>
    public void Confirm(string recipient, string mark)
    {
        lock (_gate)
        {
            for (var i = 0; i < _messages.Count; i++)
            {
                if (_messages[i].Recipient == recipient && _messages[i].Mark == mark)
                {
                    _messages[i] = _messages[i] with { Frame = "" };
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Remember(UserIdentity identity) => _identities[identity.FullForm] = identity;

    /// <inheritdoc/>
    public UserIdentity? FindIdentity(string key) => _identities.GetValueOrDefault(key);

    private BoxLoad LoadFor(WaitingMessage message)
    {
        var (box, ofSender, fromSender) = (default(BoxAmount), default(BoxAmount), default(BoxAmount));
        foreach (var other in _messages)
        {
            if (other.Frame.Length > 0)
            {
                box = Add(box, other, other.Recipient == message.Recipient);
                ofSender = Add(ofSender, other, other.Recipient == message.Recipient && other.Sender == message.Sender);
                fromSender = Add(fromSender, other, other.Sender == message.Sender);
            }
        }

        return new BoxLoad(box, ofSender, fromSender);
    }

    private static BoxAmount Add(BoxAmount amount, WaitingMessage message, bool counts) =>
        counts ? new BoxAmount(amount.Count + 1, amount.Bytes + Encoding.UTF8.GetByteCount(message.Frame)) : amount;
}
