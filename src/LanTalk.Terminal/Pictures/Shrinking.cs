namespace LanTalk.Terminal.Pictures;

/// <summary>Makes a picture smaller while its rows are read: each pixel of the result is the mean of those that it stands for.</summary>
internal sealed class Shrinking
{
    private readonly int _width;
    private readonly int _height;
    private readonly long[] _sums;
    private readonly int[] _counts;
    private readonly Bitmap _result;

    // Owned by the reader: the row of the result that is being summed up.
    private int _row;

    /// <param name="width">The width of the picture.</param>
    /// <param name="height">Its height.</param>
    /// <param name="mostWidth">The greatest width of the result.</param>
    /// <param name="mostHeight">Its greatest height.</param>
    public Shrinking(int width, int height, int mostWidth, int mostHeight)
    {
        (_width, _height) = (width, height);
        var scale = Math.Min(1, Math.Min((double)mostWidth / width, (double)mostHeight / height));
        var (smallWidth, smallHeight) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
        _result = new Bitmap(smallWidth, smallHeight, new byte[smallWidth * smallHeight * 4]);
        (_sums, _counts) = (new long[smallWidth * 4], new int[smallWidth]);
    }

    /// <summary>Takes a row; rows come in order.</summary>
    /// <param name="y">Its number, from 0.</param>
    /// <param name="pixels">Four bytes for each pixel.</param>
    public void Take(int y, ReadOnlySpan<byte> pixels)
    {
        if ((int)((long)y * _result.Height / _height) is var row && row != _row)
        {
            EndRow();
            _row = row;
        }

        for (var x = 0; x < _width; x++)
        {
            var column = (int)((long)x * _result.Width / _width);
            var pixel = pixels.Slice(x * 4, 4);
            var opacity = pixel[3];
            _counts[column]++;
            _sums[(column * 4) + 3] += opacity;
            for (var part = 0; part < 3; part++)
            {
                // What cannot be seen has no colour.
                _sums[(column * 4) + part] += pixel[part] * opacity;
            }
        }
    }

    /// <summary>The result, after the last row.</summary>
    public Bitmap Finish()
    {
        EndRow();
        return _result;
    }

    private void EndRow()
    {
        var pixels = _result.Pixels.AsSpan(_row * _result.Width * 4);
        for (var column = 0; column < _result.Width; column++)
        {
            var opacity = _sums[(column * 4) + 3];
            for (var part = 0; part < 3; part++)
            {
                pixels[(column * 4) + part] = (byte)(opacity == 0 ? 0 : _sums[(column * 4) + part] / opacity);
            }

            pixels[(column * 4) + 3] = (byte)(opacity / Math.Max(1, _counts[column]));
        }

        Array.Clear(_sums);
        Array.Clear(_counts);
    }
}
