namespace LanTalk.Server.Operator;

/// <summary>What the operator typed.</summary>
/// <param name="Text">A line, or a text of several.</param>
/// <param name="Room">The room that it was typed in; null for the one that the operator came to last.</param>
/// <param name="To">The user whom a text is for alone; null for everybody in the room.</param>
public readonly record struct OperatorLine(string Text, string? Room = null, string? To = null);
