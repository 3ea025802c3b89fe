using LanTalk.Cli.Commands;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;

namespace LanTalk.Cli.Tests.Commands;

public sealed class ServeBannerTests
{
    private static readonly LanTalkServerOptions Options = new() { Name = "Office" };

    [Fact]
    public void AServerIsLanTalk3()
    {
        Lines(Options)[0].Should().StartWith("LanTalk 3.");
    }

    [Fact]
    public void OlderClientsAreSpokenOfInOneLineAndOnlyWhereAPasswordIsAtStake()
    {
        Lines(Options with { Password = "sesame" }).Should().ContainSingle(line => line.Contains("Older (Python) clients", StringComparison.Ordinal));
        Lines(Options with { Password = "sesame", RequireTls = true }).Should().NotContain(line => line.Contains("lder", StringComparison.Ordinal));
        Lines(Options).Should().NotContain(line => line.Contains("lder", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryLineFitsIntoATerminal()
    {
        Lines(Options with { Password = "sesame" }).Should().OnlyContain(line => line.Length <= 80 || line.Contains("Listening", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Lines(LanTalkServerOptions options) =>
        ServeBanner.Lines(options, new ListeningState(), discovery: null, ServerFingerprint.Of("a certificate"u8));
}
