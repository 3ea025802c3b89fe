using System.Threading.Channels;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Chat;

/// <summary>What is meant for the operator alone: private messages and answers to commands.</summary>
internal sealed class OperatorInbox
{
    // An operator who does not look must not fill the memory; the oldest goes first.
    private readonly Channel<ServerMessage> _messages = Channel.CreateBounded<ServerMessage>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Where the console takes them from.</summary>
    public ChannelReader<ServerMessage> Reader => _messages.Reader;

    /// <summary>Puts one in. Never waits.</summary>
    public void Put(ServerMessage message) => _messages.Writer.TryWrite(message);
}
