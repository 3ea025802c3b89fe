using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Operator;

/// <summary>A private message of the operator's that was delivered, or waits for its recipient. It is for the console alone: no wire carries it.</summary>
/// <param name="Timestamp">Local time of the server.</param>
/// <param name="To">To whom.</param>
/// <param name="Text">What.</param>
public sealed record SentPrivately(string Timestamp, string To, string Text) : ServerMessage;
