using System.Net;
using LanTalk.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LanTalk.Server.Tests;

public sealed class OptionsTests
{
    private static readonly LanTalkServerOptions Right = new() { Name = "Alice" };

    public static TheoryData<string, LanTalkServerOptions> WrongOptions => new()
    {
        { "Name", Right with { Name = "two words" } },
        { "Name", Right with { MaxName = 3 } },
        { "Password", Right with { Password = new string('é', 513) } },
        { "Port", Right with { Port = 65536 } },
        { "Port", Right with { Port = 0, Bind = [IPAddress.Loopback, IPAddress.IPv6Loopback] } },
        { "BeaconPort", Right with { BeaconPort = 0 } },
        { "IdleTimeout", Right with { IdleTimeout = TimeSpan.FromSeconds(-1) } },
        { "MaxText", Right with { MaxText = -1 } },
        { "SendWindow", Right with { SendWindow = -1 } },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void AWrongOptionIsNamedAtTheStart(string name, LanTalkServerOptions options)
    {
        FluentActions.Invoking(() => new ServiceCollection().AddLanTalkServer(options))
            .Should().Throw<ArgumentException>().WithMessage($"{name} is *; it takes *");
    }

    [Fact]
    public void ThePasswordIsNotKept()
    {
        using var provider = new ServiceCollection().AddLogging().AddLanTalkServer(Right with { Password = "sesame" }).BuildServiceProvider();

        provider.GetRequiredService<LanTalkServerOptions>().Password.Should().BeNull();
    }
}
