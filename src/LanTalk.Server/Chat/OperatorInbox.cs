using System.Threading.Channels;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Chat;

/// <summary>The messages for the operator only (private messages and answers to commands), and the signal that there is something to show.</summary>
internal sealed class OperatorInbox
{
    private readonly Channel<ServerMessage> _messages;

    // Holds one token while there may be news.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _dropped;

    public OperatorInbox() => _messages = Channel.CreateBounded<ServerMessage>(
        // An operator who is away must not fill the memory; the oldest message is dropped first.
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => Interlocked.Increment(ref _dropped));

    /// <summary>The console's end of the inbox.</summary>
    public ChannelReader<ServerMessage> Reader => _messages.Reader;

    /// <summary>Readable whenever there may be news, here or in a room that the operator follows.</summary>
    public ChannelReader<bool> News => _news.Reader;

    /// <summary>How many messages were dropped since the last call.</summary>
    public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <summary>Adds a message. Never waits.</summary>
    public void Put(ServerMessage message)
    {
        _messages.Writer.TryWrite(message);
        Wake();
    }

    /// <summary>Signals that there may be news. Never waits.</summary>
    public void Wake() => _news.Writer.TryWrite(true);
}
