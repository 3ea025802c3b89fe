using LanTalk.Cli.Texts;

namespace LanTalk.Cli.Tests.Texts;

/// <summary>The texts that tell a person about names.</summary>
public sealed class NameTextsTests
{
    [Theory]
    [InlineData(true, "/nick NAME")]
    [InlineData(false, "--name NAME")]
    public void WhoeverCannotTypeACommandIsToldOfTheOptionInstead(bool isTyping, string advice)
    {
        NameTexts.Taken("bob", "bob-2", isTyping).Should().Contain($"You are bob-2. Another name: {advice} for now");
    }
}
