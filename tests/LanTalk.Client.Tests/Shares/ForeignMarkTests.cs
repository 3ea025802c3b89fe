using LanTalk.Client.Shares;
using LanTalk.Protocol.Shares;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.Shares;

public sealed class ForeignMarkTests
{
    [Fact]
    public void AMarkIsAsItsSystemExpectsIt()
    {
        ForeignMark.Zone.Should().Be("[ZoneTransfer]\r\nZoneId=3\r\n");
        ForeignMark.QuarantineOf(DateTimeOffset.FromUnixTimeSeconds(0x6a1b2c3d)).Should().Be("0081;6a1b2c3d;LanTalk;");
    }

    [Fact]
    public void AMarkedFileKeepsItsContentAndTheStreamOfWindowsHasTheMark()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("report.pdf");
        File.WriteAllText(path, "content");

        ForeignMark.Put(path, DateTimeOffset.UnixEpoch);

        File.ReadAllText(path).Should().Be("content");
        if (OperatingSystem.IsWindows())
        {
            File.ReadAllText($"{path}:{ForeignMark.ZoneStream}").Should().Be(ForeignMark.Zone);
        }

        Directory.GetFiles(directory.Path).Should().ContainSingle("nothing lies beside it");
    }

    [Fact]
    public void EveryFileOfAShareIsMarkedBeforeItHasItsName()
    {
        using var directory = new TemporaryDirectory();
        var files = TargetNames.Of(new Manifest([new ManifestFile("trip/a") { Size = 3 }, new ManifestFile("trip/none"), new ManifestFile("trip/empty/")]), 0);
        var marked = new List<string>();
        using var staging = new Staging(directory.Path, null, "trip", new string('r', 43), files) { Mark = marked.Add };
        staging.Write(0, "one"u8.ToArray());
        marked.Should().BeEmpty();

        staging.Finish();

        marked.Should().HaveCount(2).And.OnlyContain(path => path.Contains(".part", StringComparison.Ordinal));
        marked.Select(Path.GetFileName).Should().Equal("a", "none");
    }
}
