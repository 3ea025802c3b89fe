using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace LanTalk.Architecture.Tests;

/// <summary>Which way references point: Cli → Server and Client → Protocol; and what a folder must not know.</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Protocol = Assembly.Load("LanTalk.Protocol");
    private static readonly Assembly Server = Assembly.Load("LanTalk.Server");
    private static readonly Assembly Client = Assembly.Load("LanTalk.Client");
    private static readonly Assembly Cli = Assembly.Load("lantalk");

    private static readonly ArchUnitNET.Domain.Architecture All = new ArchLoader().LoadAssembliesIncludingDependencies(Protocol, Server, Client, Cli).Build();

    [Fact]
    public void TheProtocolKnowsNoneOfTheOthers() => MustNotKnow(Protocol, Server, Client, Cli);

    [Fact]
    public void TheServerKnowsNeitherTheClientNorTheTool() => MustNotKnow(Server, Client, Cli);

    [Fact]
    public void TheClientKnowsNeitherTheServerNorTheTool() => MustNotKnow(Client, Server, Cli);

    [Fact]
    public void TheProtocolNeedsNothingButThePlatformAndTwoLibrariesForItsSecurity() => Protocol.GetReferencedAssemblies()
        .Select(assembly => assembly.Name!).Where(name => !name.StartsWith("System."))
        .Should().BeEquivalentTo("NSec.Cryptography", "BouncyCastle.Cryptography");

    [Fact]
    public void OnlyTheSecurityOfTheProtocolKnowsItsLibraries()
    {
        Verify(Types().That().ResideInAssembly(Protocol).And().DoNotResideInNamespace("LanTalk.Protocol.Security")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^(NSec|Org\.BouncyCastle)")));
    }

    [Fact]
    public void TheSecurityOfTheProtocolKnowsNeitherSocketsNorFiles()
    {
        Verify(Types().That().ResideInNamespace("LanTalk.Protocol.Security")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^System\.(Net|IO)|Protocol\.(Messages|Frames|Discovery)")));
    }

    [Theory]
    [InlineData("Transports", "(?!Transports)")]
    [InlineData("History", "(?!History|Periodic)")]
    [InlineData("Users", "(?!Users|Configuration|Periodic)")]
    [InlineData("Rooms", "(?!Rooms|Clock|History|Users|Configuration|Metrics)")]
    [InlineData("Sessions", "(Connections|Logins|Chat|Commands|Serving|Operator|Discovery|Web)")]
    [InlineData("Chat", "(Connections|Commands|Serving|Operator|Discovery|Web)")]
    [InlineData("Commands", "(Serving|Operator|Discovery|Web)")]
    [InlineData("Connections", "(Rooms|Sessions|Logins|Chat|Commands|Serving|Operator|Discovery|History|Users)")]
    [InlineData("Web", "(Connections|Rooms|Sessions|Logins|Chat|Commands|Serving|Operator|Discovery|History|Users)")]
    [InlineData("Logins", "(Connections|Rooms|Sessions|Chat|Commands|Serving|Operator|Discovery|Web)")]
    public void AFolderOfTheServerKnowsOnlyWhatItMay(string folder, string unknown)
    {
        Verify(Types().That().ResideInNamespace($"LanTalk.Server.{folder}")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^LanTalk\.Server\.({unknown})")));
    }

    [Theory]
    [InlineData("LanTalk.Server.Transports")]
    [InlineData("LanTalk.Server.Sessions")]
    [InlineData("LanTalk.Server.Commands")]
    [InlineData("LanTalk.Server.Logins")]
    [InlineData("LanTalk.Server.Users")]
    [InlineData("LanTalk.Server.Rooms")]
    [InlineData("LanTalk.Server.Chat")]
    [InlineData("LanTalk.Server.Moderation")]
    [InlineData("LanTalk.Server.Operator")]
    [InlineData("LanTalk.Server.Discovery")]
    [InlineData("LanTalk.Server.History")]
    public void OnlyThePortAndTheWebKnowKestrel(string folder)
    {
        Verify(Types().That().ResideInNamespace(folder)
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^Microsoft\.AspNetCore")));
    }

    [Theory]
    [InlineData("Trust", @"^System\.Net\.(Sockets|Security)|Protocol\.Messages")]
    [InlineData("LoggingIn", @"^System\.Net\.(Sockets|Security)|^System\.IO\.File|Client\.(Trust|Sealing|Terminal)")]
    [InlineData("Sealing", @"^System\.Net|^System\.IO\.File|Client\.(LoggingIn|Discovery|Terminal)")]
    public void AFolderOfTheClientKnowsOnlyWhatItMay(string folder, string unknown)
    {
        Verify(Types().That().ResideInNamespace($"LanTalk.Client.{folder}").Should().NotDependOnAny(Types().That().HaveFullNameMatching(unknown)));
    }

    [Fact]
    public void TheLineEditorKnowsNothingOfTheChat()
    {
        Verify(Types().That().HaveFullNameMatching(@"^LanTalk\.Client\.Terminal\.(LineEditor|KeyReader|InputLayout|PromptText|Screen|TextWidth|EditingPrompt)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^LanTalk\.Protocol\.(Messages|Discovery)")));
    }

    private static void MustNotKnow(Assembly assembly, params Assembly[] others)
    {
        foreach (var other in others)
        {
            Verify(Types().That().ResideInAssembly(assembly).Should().NotDependOnAny(Types().That().ResideInAssembly(other)));
        }
    }

    private static void Verify(IArchRule rule) =>
        rule.Evaluate(All).Where(result => !result.Passed).Select(result => result.Description).Should().BeEmpty();
}
