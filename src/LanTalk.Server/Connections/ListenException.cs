namespace LanTalk.Server.Connections;

/// <summary>The server's port cannot be opened; the message says why and what to do.</summary>
public sealed class ListenException(string message, Exception innerException) : Exception(message, innerException);
