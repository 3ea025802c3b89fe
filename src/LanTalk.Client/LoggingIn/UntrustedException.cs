namespace LanTalk.Client.LoggingIn;

/// <summary>The other end is not the expected server; nothing that it said may be believed. The message says what was seen.</summary>
public sealed class UntrustedException(string message) : Exception(message);
