using LanTalk.Client.Addresses;

namespace LanTalk.Client.Connecting;

/// <summary>The other end speaks version 2, without TLS. To continue would be a fallback to cleartext: only the user may decide that.</summary>
public sealed class PlaintextServerException(ServerAddress server, Exception innerException) : ConnectException(
    $"{server} is an older server, without encryption. If you want that, add --plaintext: everybody on the network can then read along.", innerException);
