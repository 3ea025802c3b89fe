namespace LanTalk.Protocol.Security;

/// <summary>Bytes as groups of four characters to compare at a glance and to type: <c>k7qf-3dyc</c>.</summary>
internal static class ShortCode
{
    // The alphabet of Crockford's base32: no i, l, o and u, which look like 1, 0 and v.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int BitsPerCharacter = 5;
    private const int GroupLength = 4;

    /// <summary>Writes bytes, whose number is a multiple of 5.</summary>
    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var code = new List<char>();
        var bits = 0;
        var pending = 0;
        foreach (var b in bytes)
        {
            bits = (bits << 8) | b;
            for (pending += 8; pending >= BitsPerCharacter;)
            {
                pending -= BitsPerCharacter;
                code.Add(Alphabet[(bits >> pending) & 31]);
            }

            bits &= (1 << pending) - 1;
        }

        return string.Join('-', code.Chunk(GroupLength).Select(group => new string(group)));
    }
}
