using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LanTalk.Client.Chatting;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Sessions;

/// <summary>
/// One user's part in a chat of version 2, on one connection. Nothing acknowledges what is said there, so it is told as said when it is sent;
/// and when the connection breaks, the session ends.
/// </summary>
/// <param name="client">The connection, logged in; it belongs to the session from now on.</param>
public sealed class PlaintextSession(ChatClient client) : IChatSession
{
    private readonly Channel<ChatEvent> _events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(256) { SingleReader = true });
    private volatile bool _isQuitting;

    /// <inheritdoc/>
    public AuthOk Welcome => client.Welcome!;

    /// <inheritdoc/>
    public ServerFingerprint? Certificate => null;

    /// <inheritdoc/>
    public ChatEnding? Ending { get; private set; }

    /// <inheritdoc/>
    public bool HasRooms => false;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var receiving = ReceiveAsync(cancellationToken);
        await foreach (var happened in _events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return happened;
        }

        await receiving;
    }

    /// <inheritdoc/>
    public async Task SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        await client.SendAsync(outgoing.To is { } to ? new Whisper(to, outgoing.Text) : new Say(outgoing.Text), cancellationToken);
        try
        {
            await _events.Writer.WriteAsync(new Said(outgoing), cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new IOException("The connection is closed.", e);
        }
    }

    /// <inheritdoc/>
    public Task<bool> JoinAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task LeaveAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Verification> VerifyAsync(string user, CancellationToken cancellationToken) =>
        client.VerifyAsync(user, _ => { }, cancellationToken);

    /// <inheritdoc/>
    public TimeSpan? RoundTrip => client.RoundTrip;

    /// <inheritdoc/>
    public Task AskOverviewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public IDisposable WatchSending(Action<int> show) => new CancellationTokenRegistration(); // nothing is ever being sent

    /// <inheritdoc/>
    public Task WaitUntilDeliveredAsync(CancellationToken cancellationToken) => client.WaitUntilHandledAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        _isQuitting = true;
        await client.QuitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        ChatEnding? ending = null;
        try
        {
            await foreach (var happened in client.ReadAllAsync(cancellationToken))
            {
                ending = LastWord(happened) ?? ending;
                await _events.Writer.WriteAsync(happened, cancellationToken);
            }
        }
        finally
        {
            Ending = ending ?? new ChatEnding(_isQuitting ? ChatEndingKind.Left : ChatEndingKind.Lost);
            _events.Writer.Complete();
        }
    }

    private static ChatEnding? LastWord(ChatEvent happened) => (happened as Received)?.Message switch
    {
        SystemMessage { Event: SystemEvents.Kick } kick => new ChatEnding(ChatEndingKind.Kicked, kick.Text),
        SystemMessage { Event: SystemEvents.Closed or SystemEvents.Shutdown } closed => new ChatEnding(ChatEndingKind.Closed, closed.Text),
        _ => null,
    };
}
