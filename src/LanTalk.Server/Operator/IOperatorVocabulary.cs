using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Operator;

/// <summary>What an operator may want to type, for a terminal that completes words.</summary>
public interface IOperatorVocabulary
{
    /// <summary>The commands that the operator has, by name.</summary>
    IReadOnlyList<CommandInfo> Commands { get; }

    /// <summary>The names of those who are online.</summary>
    IEnumerable<string> UserNames { get; }

    /// <summary>How many are online, the operator included.</summary>
    int Online { get; }

    /// <summary>The names of the rooms.</summary>
    IEnumerable<string> RoomNames { get; }
}
