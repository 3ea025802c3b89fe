namespace LanTalk.Server.Identity;

/// <summary>The file of the server's identity cannot be used; the message names it, the cause and what to do.</summary>
public sealed class ServerIdentityException(string message, Exception? innerException = null) : Exception(message, innerException);
