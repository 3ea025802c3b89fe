using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class SlashRuleTests
{
    [Theory]
    [InlineData("hello", false, "hello")]
    [InlineData("//etc", false, "/etc")]
    [InlineData("///", false, "//")]
    [InlineData(" /users", false, " /users")]
    [InlineData("", false, "")]
    [InlineData("/users", true, null)]
    [InlineData("/", true, null)]
    public void OneSlashBeginsACommandAndTwoSayOne(string text, bool isCommand, string? said)
    {
        SlashRule.IsCommand(text).Should().Be(isCommand);
        if (said is not null)
        {
            SlashRule.SaidBy(text).Should().Be(said);
        }
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("/etc/hosts")]
    [InlineData("//")]
    [InlineData("")]
    public void AnyTextCanBeSaid(string text)
    {
        SlashRule.IsCommand(SlashRule.Saying(text)).Should().BeFalse();
        SlashRule.SaidBy(SlashRule.Saying(text)).Should().Be(text);
    }
}
