using System.Threading.Channels;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Chat;

/// <summary>What is meant for the operator alone: private messages, answers to commands, and the signal that there is something to show.</summary>
internal sealed class OperatorInbox
{
    private readonly Channel<ServerMessage> _messages;

    // Holds one token while there may be news.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _dropped;

    public OperatorInbox() => _messages = Channel.CreateBounded<ServerMessage>(
        // An operator who does not look must not fill the memory; the oldest goes first.
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => Interlocked.Increment(ref _dropped));

    /// <summary>Where the console takes them from.</summary>
    public ChannelReader<ServerMessage> Reader => _messages.Reader;

    /// <summary>Has something to read whenever there may be news, here or in a room that the operator follows.</summary>
    public ChannelReader<bool> News => _news.Reader;

    /// <summary>How many were dropped since this was last asked.</summary>
    public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <summary>Puts one in. Never waits.</summary>
    public void Put(ServerMessage message)
    {
        _messages.Writer.TryWrite(message);
        Wake();
    }

    /// <summary>There may be news. Never waits.</summary>
    public void Wake() => _news.Writer.TryWrite(true);
}
