namespace LanTalk.Protocol.Noise;

/// <summary>A server's part in a handshake that came about.</summary>
/// <param name="Received">What the client's message carried.</param>
/// <param name="Message">To be sent to the client.</param>
/// <param name="Channel">What comes after it.</param>
public sealed record NoiseAnswer(ReadOnlyMemory<byte> Received, ReadOnlyMemory<byte> Message, NoiseChannel Channel);
