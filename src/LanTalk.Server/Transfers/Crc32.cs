namespace LanTalk.Server.Transfers;

/// <summary>The checksum of archives (CRC-32 of ISO 3309), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Step = 8;

    // Row n holds the checksum of a byte that n zeros follow.
    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of some bytes and of those before them.</summary>
    /// <param name="before">The checksum of the bytes before them; 0 for none.</param>
    /// <param name="bytes">The bytes.</param>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        var crc = ~before;
        for (; bytes.Length >= Step; bytes = bytes[Step..])
        {
            crc = Tables[7][(byte)crc ^ bytes[0]] ^ Tables[6][(byte)(crc >> 8) ^ bytes[1]]
                ^ Tables[5][(byte)(crc >> 16) ^ bytes[2]] ^ Tables[4][(byte)(crc >> 24) ^ bytes[3]]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
        }

        foreach (var value in bytes)
        {
            crc = Tables[0][(byte)crc ^ value] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = Enumerable.Range(0, Step).Select(_ => new uint[256]).ToArray();
        for (var value = 0; value < 256; value++)
        {
            var crc = (uint)value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }

            tables[0][value] = crc;
        }

        for (var row = 1; row < Step; row++)
        {
            for (var value = 0; value < 256; value++)
            {
                var crc = tables[row - 1][value];
                tables[row][value] = tables[0][(byte)crc] ^ (crc >> 8);
            }
        }

        return tables;
    }
}
