namespace LanTalk.Client.Connecting;

/// <summary>There is no talking to the server; the message says why and what to do.</summary>
public class ConnectException(string message, Exception? innerException = null) : Exception(message, innerException);
