using System.Reflection;

namespace LanTalk.Architecture.Tests;

/// <summary>The direction of references between projects: Cli → Server, Client and Terminal → Protocol.</summary>
public sealed class ProjectTests
{
    [Theory]
    [InlineData("LanTalk.Protocol")]
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

    private static IEnumerable<string> ReferencesOf(string project) => Assembly.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!);
}
