namespace LanTalk.Server.Moderation;

/// <summary>The file of bans cannot be used; the message names it, the line, the cause and what to do.</summary>
public sealed class BanFileException(string message, Exception? innerException = null) : Exception(message, innerException);
