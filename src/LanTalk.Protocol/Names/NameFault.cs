namespace LanTalk.Protocol.Names;

/// <summary>Why a name is not valid.</summary>
public enum NameFault
{
    /// <summary>It is empty, too long, or holds a character that is not a letter, mark or digit.</summary>
    Malformed,

    /// <summary>It mixes scripts.</summary>
    MixesScripts,
}
