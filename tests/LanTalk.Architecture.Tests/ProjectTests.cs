using System.Reflection;

namespace LanTalk.Architecture.Tests;

/// <summary>The direction of references between projects: Cli → Server, Client and Terminal → Protocol; the package for plug-ins knows none of them.</summary>
public sealed class ProjectTests
{
    [Theory]
    [InlineData("LanTalk.Protocol")]
    [InlineData("LanTalk.Plugins")]
    [InlineData("LanTalk.Terminal", "LanTalk.Protocol")]
    [InlineData("LanTalk.Client", "LanTalk.Protocol")]
    [InlineData("LanTalk.Server", "LanTalk.Protocol")]
    [InlineData("lantalk", "LanTalk.Client", "LanTalk.Protocol", "LanTalk.Server", "LanTalk.Terminal")]
    public void AProjectRefersToNoOthers(string project, params string[] others)
    {
        ReferencesOf(project).Where(name => name.StartsWith("LanTalk.", StringComparison.Ordinal)).Should().BeEquivalentTo(others);
    }

    [Fact]
    public void TheProtocolNeedsNothingButThePlatformAndTwoLibrariesForItsSecurity()
    {
        ReferencesOf("LanTalk.Protocol").Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .Should().BeEquivalentTo("NSec.Cryptography", "BouncyCastle.Cryptography");
    }

    [Fact]
    public void TheTerminalNeedsNothingButThePlatformAndTheWidthsOfCharacters()
    {
        ReferencesOf("LanTalk.Terminal").Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "Microsoft.Win32.Primitives")
            .Should().BeEquivalentTo("LanTalk.Protocol", "Wcwidth");
    }

    [Fact]
    public void ThePackageForPluginsNeedsNothingButThePlatform()
    {
        ReferencesOf("LanTalk.Plugins").Should().OnlyContain(name => name.StartsWith("System.", StringComparison.Ordinal));
    }

    private static IEnumerable<string> ReferencesOf(string project) => Assembly.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!);
}
