namespace LanTalk.Client.Configuration;

/// <summary>A file of the configuration directory cannot be used; the message names it and says what to do.</summary>
public sealed class ConfigFileException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether it only cannot be written, as on a full or read-only disk: earlier contents are still known.</summary>
    public bool IsUnwritable { get; init; }
}
