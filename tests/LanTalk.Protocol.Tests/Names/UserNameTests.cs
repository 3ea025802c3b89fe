using CsCheck;
using LanTalk.Protocol.Names;

namespace LanTalk.Protocol.Tests.Names;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("Bob")]
    [InlineData("b")]
    [InlineData("_-_")]
    [InlineData("abcdefghijklmnopqrstuvwx")]
    public void ANameIsLettersDigitsUnderscoreAndHyphen(string name)
    {
        UserName.IsValid(name).Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("abcdefghijklmnopqrstuvwxy")]
    [InlineData("Bоb")] // a Cyrillic o
    [InlineData("Bob\n")]
    [InlineData("José")]
    public void AnythingElseIsNone(string name)
    {
        UserName.IsValid(name).Should().BeFalse();
    }

    [Theory]
    [InlineData("anna.smith", "anna-smith")]
    [InlineData(".hidden.", "hidden")]
    [InlineData("日本", "guest")]
    [InlineData("", "guest")]
    public void AnyTextHasANearestName(string text, string name)
    {
        UserName.From(text, "guest").Should().Be(name);
    }

    [Fact]
    public void TheNearestNameIsAlwaysValid()
    {
        Gen.String.Sample(text => UserName.IsValid(UserName.From(text, "guest")));
    }
}
