namespace LanTalk.Protocol.Names;

/// <summary>Why something is no name.</summary>
public enum NameFault
{
    /// <summary>It is empty, too long, or holds something that is no letter, mark or digit.</summary>
    Malformed,

    /// <summary>It mixes scripts.</summary>
    MixesScripts,
}
