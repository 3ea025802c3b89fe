using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Operator;

/// <summary>A private message of the operator that was delivered, or waits for its recipient. For the console only: no wire carries it.</summary>
/// <param name="Timestamp">The server's local time.</param>
/// <param name="To">The recipient.</param>
/// <param name="Text">The text.</param>
public sealed record SentPrivately(string Timestamp, string To, string Text) : ServerMessage;
