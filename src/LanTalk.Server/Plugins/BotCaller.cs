using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;

namespace LanTalk.Server.Plugins;

/// <summary>A plug-in as the author of one action: keeps what it is answered.</summary>
internal sealed class BotCaller(User user, ServerClock clock) : ICommandCaller
{
    private readonly Lock _gate = new();
    private readonly List<string> _replies = [];
    private volatile string? _refusal;

    /// <inheritdoc/>
    public string Name => user.Name;

    /// <inheritdoc/>
    public Session? Session => null;

    /// <inheritdoc/>
    public User? User => user;

    /// <summary>Why the action had no effect; null if it had.</summary>
    public string? Refusal => _refusal;

    /// <summary>The id of the message that announced a share; null if none did.</summary>
    public long? AnnouncedId { get; private set; }

    /// <summary>What was answered; null if nothing was.</summary>
    public string? Text
    {
        get
        {
            lock (_gate)
            {
                return _replies.Count == 0 ? null : string.Join('\n', _replies);
            }
        }
    }

    /// <inheritdoc/>
    public void Reply(string text)
    {
        lock (_gate)
        {
            _replies.Add(text);
        }
    }

    /// <inheritdoc/>
    public void Reply(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            Reply(line);
        }
    }

    /// <inheritdoc/>
    public void Quote(IReadOnlyList<QuotedLine> lines) => Reply([.. lines.Select(line => line.Dated(clock))]);

    /// <inheritdoc/>
    public void Refuse(string text, string? nonce = null) => _refusal = text;

    /// <inheritdoc/>
    public void Show(Invitation invitation)
    {
        // No plug-in may invite.
    }

    /// <inheritdoc/>
    public void NotPosted(string reason, string? nonce) => _refusal = reason;

    /// <inheritdoc/>
    public void Announced(long id) => AnnouncedId = id;

    /// <inheritdoc/>
    public void PostedBefore(string nonce, long id)
    {
        // The messages of plug-ins have no nonces.
    }
}
