using LanTalk.Cli.Texts;

namespace LanTalk.Cli.Tests.Texts;

public sealed class MentionsTests
{
    [Theory]
    [InlineData("bob", "bobさん、おはよう")]
    [InlineData("bob", "请bob看")]
    [InlineData("bob", "BOB님")]
    [InlineData("bob", "ถามbobก่อน")]
    [InlineData("小明", "请小明看")]
    [InlineData("김민수", "김민수님 계세요?")]
    [InlineData("Ольга", "привет, ольга!")]
    [InlineData("Zoë", "is zoe\u0308 there?")]
    public void ANameBesideLettersOfAnotherScriptIsAMention(string name, string text)
    {
        Mentions.Has(text, name).Should().BeTrue();
    }

    [Theory]
    [InlineData("bob", "bobby is here")]
    [InlineData("bob", "kabob")]
    [InlineData("bob", "bob\u0301 is another")]
    [InlineData("bob", "bob\u0301さん")]
    [InlineData("Оль", "Ольга")]
    [InlineData("दिन", "दिना")]
    public void ANameWithinAWordIsNone(string name, string text)
    {
        Mentions.Has(text, name).Should().BeFalse();
    }
}
