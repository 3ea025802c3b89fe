namespace LanTalk.Protocol.Security;

/// <summary>Bytes as words that two people can compare aloud, on the telephone or across the room: one word a byte.</summary>
public static class SpokenWords
{
    /// <summary>The words, separated by blanks so that a terminal can wrap a long row of them.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var words = new string[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            words[i] = SpokenWordList.Words[bytes[i]];
        }

        return string.Join(' ', words);
    }
}
