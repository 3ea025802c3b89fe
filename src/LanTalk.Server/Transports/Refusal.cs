namespace LanTalk.Server.Transports;

/// <summary>Why a connection is refused.</summary>
/// <param name="Code">For a program: one of <see cref="Protocol.Messages.AuthFailCodes"/>.</param>
/// <param name="Reason">For a person.</param>
internal sealed record Refusal(string Code, string Reason);
