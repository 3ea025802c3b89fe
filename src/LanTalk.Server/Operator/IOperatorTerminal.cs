using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Operator;

/// <summary>The operator's input and output. The tool provides it: a prompt on a terminal, or plain streams.</summary>
public interface IOperatorTerminal
{
    /// <summary>The lines that the operator types, or texts of several lines; ends with the input.</summary>
    /// <exception cref="IOException">The input broke.</exception>
    IAsyncEnumerable<OperatorLine> ReadLinesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Shows messages, one below the other: those of the rooms that the operator follows, and those for the operator only. A <see cref="RoomState"/>
    /// means that the operator entered the room, its own leave event that it left. Never waits: a terminal that falls behind skips messages and says
    /// how many. The list is reused when this returns.
    /// </summary>
    void Show(IReadOnlyList<ServerMessage> messages);
}
