namespace LanTalk.Client.Events;

/// <summary>The server refused what it was asked for.</summary>
/// <param name="message">Its words.</param>
/// <param name="innerException">The cause.</param>
public sealed class RefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
