namespace LanTalk.Client.Connecting;

/// <summary>The server cannot be talked to; the message says why and what to do.</summary>
public class ConnectException(string message, Exception? innerException = null) : Exception(message, innerException);
