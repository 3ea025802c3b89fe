using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Operator;

/// <summary>Where the operator reads and types. The tool provides it: a prompt on a terminal, or plain streams.</summary>
public interface IOperatorTerminal
{
    /// <summary>The lines that the operator types, and texts of several lines; ends when the input does.</summary>
    /// <exception cref="IOException">The input broke.</exception>
    IAsyncEnumerable<OperatorLine> ReadLinesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Shows messages, one below the other: what is said in rooms that the operator follows, and what is for it alone. A <see cref="RoomState"/> says that it
    /// has come to a room, and its own leave that it has left it. Never waits: a terminal that does not keep up skips some and says how many.
    /// </summary>
    void Show(IReadOnlyList<ServerMessage> messages);
}
