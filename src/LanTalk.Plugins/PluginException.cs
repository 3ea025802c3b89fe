namespace LanTalk.Plugins;

/// <summary>The server did not do what it was asked for; the message says why.</summary>
public sealed class PluginException : Exception
{
    internal PluginException(string message)
        : base(message)
    {
    }
}

/// <summary>
/// Thrown by a handler of a command or of the web hook to say why it cannot be done. Unlike another exception, it is no fault: it is not logged.
/// </summary>
/// <param name="reason">What the caller is told.</param>
public sealed class RefusedException(string reason) : Exception(reason);
