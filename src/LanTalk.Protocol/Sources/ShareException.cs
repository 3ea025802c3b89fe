namespace LanTalk.Protocol.Sources;

/// <summary>Why files cannot be sent or got.</summary>
public enum ShareFault
{
    /// <summary>A file or directory of this machine cannot be used.</summary>
    File,

    /// <summary>There is no such share, or not any more.</summary>
    NotFound,

    /// <summary>The server refuses.</summary>
    Refused,

    /// <summary>The received data is not what was announced: it was altered, or is malformed.</summary>
    Altered,

    /// <summary>The server cannot be reached, or nothing more comes from it.</summary>
    Network,
}

/// <summary>Files cannot be sent or got, and trying again would not help; the message says why and what to do.</summary>
/// <param name="fault">The kind of failure.</param>
/// <param name="message">A sentence for a person.</param>
/// <param name="innerException">The cause.</param>
public sealed class ShareException(ShareFault fault, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The kind of failure.</summary>
    public ShareFault Fault { get; } = fault;

    /// <summary>A file that cannot be used.</summary>
    public static ShareException Of(string path, Exception cause) =>
        new(ShareFault.File, $"{path} cannot be used: {cause.Message.TrimEnd('.')}.", cause);
}
