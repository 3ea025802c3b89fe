namespace LanTalk.Terminal.Pictures;

/// <summary>Turns a picture into what the terminal takes, small enough to stand among lines of text.</summary>
internal static class PictureText
{
    private const int MostRows = 12;
    private const int LeastColumns = 10;

    // Terminals do not all tell how large their characters are. These of the VT340 are rather small than large; Kitty scales to whole rows itself.
    private const int RowHeight = 20, ColumnWidth = 10;

    /// <summary>What Kitty gets is sharper, since its characters may be twice as large.</summary>
    private const int KittyScale = 2;

    /// <summary>The sequences; null if it cannot be shown.</summary>
    /// <param name="png">The bytes of a PNG.</param>
    /// <param name="form">How the terminal takes pictures.</param>
    /// <param name="columns">How wide the terminal is.</param>
    public static string? Of(ReadOnlyMemory<byte> png, PictureForm form, int columns)
    {
        if (columns < LeastColumns)
        {
            return null;
        }

        var (width, height) = ((columns - 1) * ColumnWidth, MostRows * RowHeight);
        switch (form)
        {
            case PictureForm.Kitty when PngReader.TryRead(png, width * KittyScale, height * KittyScale) is { } bitmap:
                // As high as its pixels, unless it would be too wide then.
                var rows = Math.Min((bitmap.Height + RowHeight - 1) / RowHeight, width * bitmap.Height / bitmap.Width / RowHeight);
                return rows < 1 ? KittyEncoder.Encode(bitmap, 1, columns - 1) : KittyEncoder.Encode(bitmap, Math.Min(rows, MostRows));
            case PictureForm.Sixel when PngReader.TryRead(png, width, height) is { } bitmap:
                return SixelEncoder.Encode(bitmap);
            default:
                return null;
        }
    }
}
