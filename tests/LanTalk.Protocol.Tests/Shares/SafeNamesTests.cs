using System.Text;
using LanTalk.Protocol.Shares;

namespace LanTalk.Protocol.Tests.Shares;

public sealed class SafeNamesTests
{
    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("Übung 1.txt", "Übung 1.txt")]
    [InlineData("U\u0308bung.txt", "Übung.txt")] // composed
    [InlineData("a\\b", "a_b")]
    [InlineData("C:evil", "C_evil")]
    [InlineData("file.txt:stream", "file.txt_stream")]
    [InlineData("\\\\?\\C:\\x", "____C__x")]
    [InlineData("\\\\server\\share", "__server_share")]
    [InlineData("nul\0byte", "nul_byte")]
    [InlineData("two\nlines\r\t\u007f\u009b", "two_lines____")]
    [InlineData("esc\u001b[31m", "esc_[31m")]
    [InlineData("invoice\u202efdp.exe", "invoicefdp.exe")] // right to left
    [InlineData("a\u200b\u2066b\ufeff", "ab")] // invisible
    [InlineData("line\u2028separator", "line separator")]
    [InlineData("no\u00a0break", "no break")]
    [InlineData("CON", "_CON")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("Nul .tar.gz", "_Nul .tar.gz")]
    [InlineData("aux", "_aux")]
    [InlineData("COM1.log", "_COM1.log")]
    [InlineData("lpt9", "_lpt9")]
    [InlineData("COM\u00b9", "_COM\u00b9")]
    [InlineData("CONIN$", "_CONIN$")]
    [InlineData("console", "console")]
    [InlineData("COM10", "COM10")]
    [InlineData("dots...", "dots")]
    [InlineData("  blanks . . ", "blanks")]
    [InlineData("..", "_")]
    [InlineData("...", "_")]
    [InlineData("", "_")]
    [InlineData("\u200b", "_")]
    [InlineData("a*b?c\"d<e>f|g", "a_b_c_d_e_f_g")]
    [InlineData(".bashrc", "_bashrc")] // a hidden file may be one that a program obeys
    public void ANameIsSafeEverywhere(string name, string safe)
    {
        SafeNames.Clean(name, isTop: true).Should().Be(safe);
    }

    [Fact]
    public void HalfACharacterIsReplaced()
    {
        SafeNames.Clean("half\ud800", isTop: true).Should().Be("half\ufffd");
    }

    [Fact]
    public void AHiddenFileBelowADirectoryKeepsItsName()
    {
        SafeNames.Clean(".gitignore", isTop: false).Should().Be(".gitignore");
    }

    [Fact]
    public void ALongNameIsShortenedAndKeepsItsExtension()
    {
        var safe = SafeNames.Clean(new string('ü', 10_000) + ".pdf", isTop: true);

        safe.Should().EndWith("ü.pdf");
        Encoding.UTF8.GetByteCount(safe).Should().BeInRange(250, SafeNames.MaxLength);
        SafeNames.Clean(new string('x', 10_000), isTop: true).Should().HaveLength(SafeNames.MaxLength);
        SafeNames.Clean(string.Concat(Enumerable.Repeat("😀", 100)), isTop: true).Should().EndWith("😀");
    }

    [Fact]
    public void ShorteningDoesNotUncoverADotAtTheEnd()
    {
        SafeNames.Clean(new string('x', 254) + ". " + new string('y', 100), isTop: true).Should().Be(new string('x', 254));
    }

    [Fact]
    public void ANumberStandsBeforeTheExtensionAndFits()
    {
        SafeNames.Numbered("report.pdf", 2).Should().Be("report (2).pdf");
        SafeNames.Numbered("Makefile", 12).Should().Be("Makefile (12)");
        SafeNames.Numbered(".profile", 2).Should().Be(".profile (2)");
        SafeNames.Numbered(new string('x', 251) + ".pdf", 2).Should().HaveLength(SafeNames.MaxLength).And.EndWith("x (2).pdf");
    }
}
