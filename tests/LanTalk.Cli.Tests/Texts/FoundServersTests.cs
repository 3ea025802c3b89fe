using System.Net;
using LanTalk.Cli.Texts;
using LanTalk.Client.Discovery;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Discovery;
using LanTalk.Protocol.Security;

namespace LanTalk.Cli.Tests.Texts;

public sealed class FoundServersTests
{
    private static readonly string Fingerprint = ServerFingerprint.Of([1, 2, 3]).ToString();

    [Fact]
    public void WithoutATerminalALineIsAsLongAsItIs()
    {
        FoundServers.Line(Server("Carol"), TrustVerdict.Known, columns: null)
            .Should().Be($"Carol                     192.168.100.200:5050   3 users    open      known    {Fingerprint[..17]}…");
    }

    [Theory]
    [InlineData("Carol", 97)]
    [InlineData("Carol", 80)]
    [InlineData("Carol", 67)]
    [InlineData("TheServerOfTheThirdFloor", 80)]
    [InlineData("TheServerOfTheThirdFloor", 70)]
    public void ALineIsNoLongerThanTheTerminalIsWide(string name, int columns)
    {
        foreach (var verdict in new TrustVerdict?[] { TrustVerdict.Known, TrustVerdict.OtherOfName, null })
        {
            var line = FoundServers.Line(Server(name), verdict, columns);

            line.Length.Should().BeLessThanOrEqualTo(columns);
            line.Should().StartWith(name[..5]).And.Contain("192.168.100.200:5050").And.Contain("open");
        }
    }

    private static FoundServer Server(string name) =>
        new(new Announcement(3, null, name, 5050, NeedsPassword: false, Users: 3, Fingerprint), new IPEndPoint(IPAddress.Parse("192.168.100.200"), 5050));
}
