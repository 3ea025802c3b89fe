using System.Diagnostics;
using System.Globalization;

namespace LanTalk.Testing.Processes;

/// <summary>Reads QR codes as a camera does, with the program <c>zbarimg</c>.</summary>
public static class CodeReader
{
    /// <summary>Pixels of a side of a module.</summary>
    private const int Scale = 6;

    /// <summary>Skips the test where there is no such program.</summary>
    public static Task RequireAsync() => Requirement.ProgramAsync("QR codes are to be read", "zbarimg", "--version");

    /// <summary>What the code says that is drawn with half blocks on a screen.</summary>
    public static async Task<string> ReadAsync(IReadOnlyList<string> screen)
    {
        var rows = screen.Where(line => line.StartsWith('█')).ToList();
        var columns = rows[0].Length;
        using var directory = new TemporaryDirectory();
        var image = directory.File("screen.pgm");

        // Everything that is not drawn is black, as the terminal's background is.
        var (width, height) = (columns * Scale, rows.Count * 2 * Scale);
        var pixels = new byte[width * height];
        for (var at = 0; at < pixels.Length; at++)
        {
            var (x, y) = (at % width / Scale, at / width / Scale);
            var shown = x < rows[y / 2].Length ? rows[y / 2][x] : ' ';
            pixels[at] = shown == '█' || shown == (y % 2 == 0 ? '▀' : '▄') ? byte.MaxValue : (byte)0;
        }

        await using (var file = File.Create(image))
        {
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5 {width} {height} 255\n")));
            await file.WriteAsync(pixels);
        }

        return await ReadAsync(image);
    }

    /// <summary>What the code in an image says.</summary>
    public static async Task<string> ReadAsync(string image)
    {
        var start = new ProcessStartInfo("zbarimg", ["--quiet", "--raw", image])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(ToolProcess.Patience);
        return process.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"There is no code in {image}: {await errors}");
    }
}
