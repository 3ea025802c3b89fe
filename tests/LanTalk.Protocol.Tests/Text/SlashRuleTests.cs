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

    [Theory]
    [InlineData("\ufeff/pm Bob hi", true)] // a byte order mark
    [InlineData("\u200b/pm Bob hi", true)] // a blank without width
    [InlineData(" \u2060 /pm Bob hi", true)]
    [InlineData("\u3164/pm Bob hi", true)] // a letter that is drawn as nothing
    [InlineData("\ufe0f/pm Bob hi", true)]
    [InlineData("\U000e0041/pm Bob hi", true)]
    [InlineData("\u0007/pm Bob hi", true)]
    [InlineData("\ufeff//etc", false)]
    [InlineData("\ufeffhello", false)]
    [InlineData("/pm Bob hi", false)]
    [InlineData(" \u00a0/pm Bob hi", false)] // blanks are no secret
    [InlineData("", false)]
    public void ACommandBehindSomethingInvisibleIsHidden(string text, bool isHidden)
    {
        SlashRule.IsHiddenCommand(text).Should().Be(isHidden);
    }

    [Theory]
    [InlineData(". /pm Bob hi", "pm")]
    [InlineData(",/pm", "pm")]
    [InlineData("\u00bb  /me waves", "me")]
    [InlineData("\uff0fpm Bob hi", "pm")] // a wide slash
    [InlineData("\\pm Bob hi", "pm")]
    [InlineData(". /ci-hook now", "ci-hook")]
    [InlineData(". /- now", null)]
    [InlineData("\ud83d\udc4d /pm", "pm")]
    [InlineData("./configure.sh", null)]
    [InlineData("see /pm", null)]
    [InlineData("7/8", null)]
    [InlineData(":/ well", null)]
    [InlineData("---\n/pm Bob hi", null)]
    [InlineData("/pm Bob hi", null)]
    [InlineData("//pm", null)]
    [InlineData("...", null)]
    public void AWordBehindASlashThatDoesNotBeginTheTextIsFound(string text, string? word)
    {
        SlashRule.FindStrayCommand(text).Should().Be(word);
    }
}
