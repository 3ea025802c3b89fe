using LanTalk.Cli.Options;

namespace LanTalk.Cli.Tests.Options;

public sealed class ValueParsersTests
{
    [Theory]
    [InlineData("4096", 4096)]
    [InlineData("16K", 16_384)]
    [InlineData("4m", 4_194_304)]
    [InlineData("0", 0)]
    public void ASizeMayHaveAUnit(string text, int bytes)
    {
        ValueParsers.Size(text, out var size, out _).Should().BeTrue();
        size.Should().Be(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("K")]
    [InlineData("-1")]
    [InlineData("1.5K")]
    [InlineData("9999999M")]
    [InlineData("4G")]
    public void WhatIsNoSizeIsRefused(string text)
    {
        ValueParsers.Size(text, out _, out var error).Should().BeFalse();
        error.Should().Contain("16K");
    }

    [Theory]
    [InlineData("Zoe-Blank", null)]
    [InlineData("abcdefghijklmnopqrstuvwxyz", null)]
    [InlineData("Zoe Blank", "a name has no blanks: try Zoe-Blank")]
    [InlineData("what?!", "a name is made of letters and digits of any script, '_' and '-'")]
    [InlineData("B\u043eb", "a name is written in one script, so that none can pass for another by letters that look alike")]
    public void HowLongANameMayBeIsLeftToTheServerThatIsTold(string text, string? problem)
    {
        ValueParsers.NameOfAnyLength(text, out var name, out var error).Should().Be(problem is null);
        name.Should().Be(text);
        error.Should().Be(problem ?? "");
    }

    [Theory]
    [InlineData("2d", true)]
    [InlineData("3650d", true)]
    [InlineData("3650d1ms", false)]
    [InlineData("0", false)]
    [InlineData("forever", false)]
    public void ABanLastsUpToTenYears(string text, bool isPenalty)
    {
        ValueParsers.Penalty(text, out _, out var error).Should().Be(isPenalty);
        error.Should().Contain("3650d");
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("10/5s", 10)]
    public void ARateOfNoneCountsNothing(string text, int count)
    {
        ValueParsers.Rate(text, out var rate, out _).Should().BeTrue();
        rate.Count.Should().Be(count);
    }

    [Theory]
    [InlineData("debug", true)]
    [InlineData("WARNING", true)]
    [InlineData("loud", false)]
    public void ALevelIsOneOfFour(string text, bool isLevel)
    {
        ValueParsers.Level(text, out _, out _).Should().Be(isLevel);
    }

    [Theory]
    [InlineData("10.0.0.1,::1 127.0.0.1", 3)]
    [InlineData("eth0", 0)]
    [InlineData("", 0)]
    public void AddressesAreSeparatedByCommasOrBlanks(string text, int count)
    {
        ValueParsers.Addresses(text, out var addresses, out _).Should().Be(count > 0);
        addresses.Should().HaveCount(count);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("65535", true)]
    [InlineData("65536", false)]
    [InlineData("-1", false)]
    [InlineData("five", false)]
    public void APortIsANumberInItsRange(string text, bool isPort)
    {
        ValueParsers.ListenPort(text, out _, out _).Should().Be(isPort);
    }
}
