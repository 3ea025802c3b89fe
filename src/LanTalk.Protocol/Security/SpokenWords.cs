namespace LanTalk.Protocol.Security;

/// <summary>Bytes as words that two people can compare aloud, on the telephone or across the room: one word a byte.</summary>
public static class SpokenWords
{
    /// <summary>The words, with a blank between: a long row of them breaks at a terminal's edge.</summary>
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
