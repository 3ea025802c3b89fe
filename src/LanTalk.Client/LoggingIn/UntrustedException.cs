namespace LanTalk.Client.LoggingIn;

/// <summary>The other end is not who it must be; nothing that it said may be believed. The message says what was seen.</summary>
public sealed class UntrustedException(string message) : Exception(message);
