namespace LanTalk.Client.Configuration;

/// <summary>A file of the configuration directory cannot be used; the message names it and says what to do.</summary>
public sealed class ConfigFileException(string message, Exception? innerException = null) : Exception(message, innerException);
