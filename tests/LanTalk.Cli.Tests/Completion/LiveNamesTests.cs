using LanTalk.Cli.Completion;

namespace LanTalk.Cli.Tests.Completion;

public sealed class LiveNamesTests
{
    [Theory]
    [InlineData("Alice")]
    [InlineData("Zoë_2")]
    [InlineData("192.168.1.5:5050")]
    [InlineData("[fe80::1%2]:5050")]
    public void ANameThatAShellTakesAsItIsIsCompleted(string name)
    {
        LiveNames.IsPlain(name).Should().BeTrue();
    }

    [Theory]
    [InlineData("$(reboot)")]
    [InlineData("`reboot`")]
    [InlineData("Alice;reboot")]
    [InlineData("two words")]
    [InlineData("--forget")]
    [InlineData("~root")]
    [InlineData("a\nb")]
    [InlineData("Alice\n")]
    [InlineData("")]
    public void WhatAShellWouldCarryOutIsNot(string name)
    {
        LiveNames.IsPlain(name).Should().BeFalse();
    }
}
