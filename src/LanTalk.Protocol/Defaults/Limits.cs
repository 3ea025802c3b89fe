namespace LanTalk.Protocol.Defaults;

/// <summary>Defaults that both ends assume unless told otherwise.</summary>
public static class Limits
{
    /// <summary>The TCP port of a server.</summary>
    public const int DefaultPort = 5050;

    /// <summary>The UDP port of discovery.</summary>
    public const int DefaultBeaconPort = 5051;

    /// <summary>The longest text of a message, in UTF-8 bytes.</summary>
    public const int DefaultMaxText = 4096;

    /// <summary>The longest frame in bytes, without its line end.</summary>
    public const int DefaultMaxLine = 16 * 1024;
}
