using LanTalk.Client.Addresses;

namespace LanTalk.Client.Connecting;

/// <summary>A server closed the connection before it said anything.</summary>
public sealed class ClosedUnansweredException(ServerAddress server, Exception? innerException = null)
    : ConnectException($"{server} closed the connection without an answer. Is it a LanTalk server, and does it let you in?", innerException);
