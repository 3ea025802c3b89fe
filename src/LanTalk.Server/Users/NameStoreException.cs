namespace LanTalk.Server.Users;

/// <summary>The file of names cannot be used; the message names it, the cause and what to do.</summary>
public sealed class NameStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
