using System.Runtime.Versioning;
using LanTalk.Cli.Logging;
using LanTalk.Cli.Terminals;
using LanTalk.Testing;

namespace LanTalk.Cli.Tests.Logging;

public sealed class LogFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("lantalk.log");

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void ANewFileIsForItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        Write("one");

        File.GetUnixFileMode(Path).Should().Be(Private);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void AnOlderFileThatOthersMayReadOrWriteIsTakenFromThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        File.WriteAllText(Path, "before\n");
        File.SetUnixFileMode(Path, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);

        Write("one");

        File.GetUnixFileMode(Path).Should().Be(Private);
        File.ReadAllLines(Path).Should().Equal("before", "one");
    }

    [Fact]
    public void WhatIsThereIsAppendedTo()
    {
        Write("one");
        Write("two");

        File.ReadAllLines(Path).Should().Equal("one", "two");
    }

    [Fact]
    public void AFileCutToNothingIsWrittenFromItsStart()
    {
        WriteAround(() => File.WriteAllText(Path, ""));

        File.ReadAllText(Path).Should().Be("two\nthree\n");
    }

    [Fact]
    public void AFileThatWasDeletedIsMadeAnew()
    {
        WriteAround(() => File.Delete(Path));

        File.ReadAllText(Path).Should().Be("two\nthree\n");
    }

    [Fact]
    public void AFileThatWasMovedIsLeftAlone()
    {
        WriteAround(() => File.Move(Path, _directory.File("moved")));

        File.ReadAllText(Path).Should().Be("two\nthree\n");
        File.ReadAllText(_directory.File("moved")).Should().Be("one\n");
    }

    [Fact]
    public void AFileThatWasReplacedIsWrittenInItsNewForm()
    {
        WriteAround(() =>
        {
            File.Move(Path, _directory.File("moved"));
            File.WriteAllText(Path, "");
        });

        File.ReadAllText(Path).Should().Be("two\nthree\n");
        File.ReadAllText(_directory.File("moved")).Should().Be("one\n");
    }

    [Fact]
    public void ALinkIsFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link takes a privilege there.");
        File.CreateSymbolicLink(Path, _directory.File("elsewhere"));

        WriteAround(() => { });

        File.ReadAllText(_directory.File("elsewhere")).Should().Be("one\ntwo\nthree\n");
    }

    [Fact]
    public void AFullFileIsPutAsideAndFourOldOnesAreKept()
    {
        var file = new LogFile(Path, maxSize: 10);
        for (var i = 1; i <= 8; i++)
        {
            file.Write([new OutputLine($"line {i}")]);
        }

        file.Close();
        File.ReadAllText(Path).Should().Be("line 8\n");
        Directory.GetFiles(_directory.Path).Should().HaveCount(5);
        for (var i = 1; i <= 4; i++)
        {
            File.ReadAllText($"{Path}.{i}").Should().Be($"line {8 - i}\n");
        }
    }

    [Fact]
    public void WhereNothingCanBeWrittenAnErrorSaysSoAndLaterLinesAreWrittenAgain()
    {
        var file = new LogFile(System.IO.Path.Combine(_directory.Path, "missing", "lantalk.log"));

        file.Invoking(log => log.Write([new OutputLine("one")])).Should().Throw<IOException>();
        Directory.CreateDirectory(_directory.File("missing"));
        file.Write([new OutputLine("two")]);

        file.Close();
        File.ReadAllText(System.IO.Path.Combine(_directory.Path, "missing", "lantalk.log")).Should().Be("two\n");
    }

    public void Dispose() => _directory.Dispose();

    private void Write(string line)
    {
        var file = new LogFile(Path);
        file.Write([new OutputLine(line)]);
        file.Close();
    }

    /// <summary>Writes a line, lets something happen to the file, and writes two more.</summary>
    private void WriteAround(Action happening)
    {
        var file = new LogFile(Path);
        file.Write([new OutputLine("one")]);
        happening();
        file.Write([new OutputLine("two")]);
        file.Write([new OutputLine("three")]);
        file.Close();
    }
}
