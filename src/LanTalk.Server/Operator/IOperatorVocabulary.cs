using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Operator;

/// <summary>The words that a terminal can complete for the operator.</summary>
public interface IOperatorVocabulary
{
    /// <summary>The operator's commands, by name.</summary>
    IReadOnlyList<CommandInfo> Commands { get; }

    /// <summary>The names of the users who are online.</summary>
    IEnumerable<string> UserNames { get; }

    /// <summary>The number of users online, including the operator.</summary>
    int Online { get; }

    /// <summary>The names of the rooms.</summary>
    IEnumerable<string> RoomNames { get; }
}
