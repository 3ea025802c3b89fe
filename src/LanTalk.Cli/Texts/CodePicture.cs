using System.Text;
using LanTalk.Protocol.Invitations;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Texts;

/// <summary>
/// A QR code as a terminal shows it, two modules above each other in a character. The light ones are drawn, white on black: where a terminal leaves
/// gaps between its lines, dark ones would be cut into stripes, and cameras do not read a code whose colours are exchanged.
/// </summary>
internal static class CodePicture
{
    /// <summary>Modules around it that are light. The standard has four; cameras read it with two, and it fits into more terminals.</summary>
    private const int QuietZone = 2;

    /// <summary>The rows that must stay in sight as well: the line below it, the status and what is typed.</summary>
    private const int OtherRows = 3;

    /// <summary>Why there is no picture on a terminal that has no room for it.</summary>
    public static string TooSmall(QrModules code) =>
        $"The terminal is too small for the QR code, which takes {ColumnsOf(code) + 1} columns and {RowsOf(code) + OtherRows} rows. Make it larger, or send the link.";

    /// <summary>How wide it is.</summary>
    public static int ColumnsOf(QrModules code) => code.Size + (2 * QuietZone);

    /// <summary>How high it is.</summary>
    public static int RowsOf(QrModules code) => (ColumnsOf(code) + 1) / 2;

    /// <summary>Whether this process's terminal shows such pictures, if it is large enough.</summary>
    public static bool IsPossible => TerminalCapabilities.UseColor && TerminalCapabilities.IsUtf8;

    /// <summary>Whether a terminal of some size shows it whole, with what must be in sight besides.</summary>
    /// <param name="code">The code.</param>
    /// <param name="size">The size of the terminal.</param>
    /// <param name="moreRows">How many rows more there must be.</param>
    public static bool Fits(QrModules code, (int Columns, int Rows) size, int moreRows = 0) =>
        size.Columns > ColumnsOf(code) && size.Rows >= RowsOf(code) + OtherRows + moreRows;

    /// <summary>The lines of the picture.</summary>
    public static IReadOnlyList<StyledText> Lines(QrModules code)
    {
        var lines = new List<StyledText>();
        for (var row = -QuietZone; row < code.Size + QuietZone; row += 2)
        {
            var line = new StringBuilder();
            for (var column = -QuietZone; column < code.Size + QuietZone; column++)
            {
                line.Append((code[row, column], code[row + 1, column]) switch
                {
                    (false, false) => '█',
                    (false, true) => '▀',
                    (true, false) => '▄',
                    _ => ' ',
                });
            }

            lines.Add(new StyledText((line.ToString(), Style.Code)));
        }

        return lines;
    }
}
