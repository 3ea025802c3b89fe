namespace LanTalk.Server.Operator;

/// <summary>A line that the operator typed.</summary>
/// <param name="Text">One line, or a text of several lines.</param>
/// <param name="Room">The room in which it was typed; null for the room that the operator joined last.</param>
/// <param name="To">The recipient of a private text; null for everybody in the room.</param>
public readonly record struct OperatorLine(string Text, string? Room = null, string? To = null);
